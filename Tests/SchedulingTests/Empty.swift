// Empty yet.
