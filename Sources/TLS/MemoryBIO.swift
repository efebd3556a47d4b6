internal import COpenSSL

/// A buffer of OpenSSL's that this process owns.
@safe
struct MemoryBIO: ~Copyable {
    let pointer: OpaquePointer

    /// An empty buffer; nil where there is no memory.
    init?() {
        guard let pointer = unsafe BIO_new(BIO_s_mem()) else { return nil }
        unsafe self.pointer = unsafe pointer
    }

    deinit {
        unsafe BIO_free_all(pointer)
    }

    /// What was written to it.
    var contents: [UInt8] {
        var bytes: [UInt8] = []
        unsafe Self.append(pointer, to: &bytes)
        return bytes
    }

    /// Appends what is in a memory BIO to `bytes`; it stays there too.
    static func append(_ memory: OpaquePointer, to bytes: inout [UInt8]) {
        var start: UnsafePointer<CChar>?
        let count = unsafe sonde_bio_contents(memory, &start)
        guard count > 0, let start = unsafe start else { return }
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
    }
}
