import Backports
import CZlib

/// One `z_stream` that compresses (zlib.h), and its memory.
@safe struct GzipStream: ~Copyable {
    private var stream: UnsafeMutablePointer<z_stream>

    /// The fastest level of zlib.
    private static let level: Int32 = 1

    /// A stream that nothing has gone into; nil where there is no memory for it.
    init?() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        guard unsafe sonde_gzip_begin(stream, Self.level) == Z_OK else {
            unsafe stream.deallocate()
            return nil
        }
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Compresses some bytes; the last ones end the stream, after which none may follow.
    mutating func append(_ bytes: Span<UInt8>, isLast: Bool, to result: inout [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { input in
            // zlib does not write to what goes in; its declaration predates const.
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            unsafe stream.pointee.avail_in = UInt32(input.count)
            var isFull = true
            while isFull {
                isFull = step(isLast ? Z_FINISH : Z_NO_FLUSH, to: &result)
            }
        }
    }

    /// Lets zlib fill as much room as there is for one step; returns whether it filled all of it.
    private mutating func step(_ flush: Int32, to result: inout [UInt8]) -> Bool {
        var isFull = false
        result.append(addingCapacity: CompressingLimits.stepBytes) { output in
            unsafe output.withUnsafeMutableBufferPointer { room, count in
                guard let base = room.baseAddress else { return }
                let free = room.count - count
                unsafe stream.pointee.next_out = base + count
                unsafe stream.pointee.avail_out = UInt32(free)
                // It cannot fail: the state is its own, and there is room.
                _ = unsafe deflate(stream, flush)
                let left = unsafe Int(stream.pointee.avail_out)
                count += free - left
                isFull = left == 0
            }
        }
        return isFull
    }
}

/// The limits of this room.
enum CompressingLimits {
    /// Bytes of room that zlib is given at a time.
    static let stepBytes = 65_536
}
