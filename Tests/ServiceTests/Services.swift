import Testing

/// Real servers take much of the machine to start, so they come one after the other.
@Suite(.serialized)
struct Services {}
