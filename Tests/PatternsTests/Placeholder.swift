// Its tests come with the next merge.
