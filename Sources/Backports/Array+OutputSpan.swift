// What the standard library has since Swift 6.3; Debian's own compiler is 6.2.

#if compiler(<6.3)
extension Array where Element: BitwiseCopyable {
    /// Appends at most `count` elements, which `body` writes.
    ///
    /// Swift 6.3 lets it write into the array itself; here they are copied from scratch memory,
    /// which is on the stack up to 1024 bytes. What was written before an error is kept.
    @inlinable
    public mutating func append<Failure: Error>(
        addingCapacity count: Int,
        initializingWith body: (inout OutputSpan<Element>) throws(Failure) -> Void
    ) throws(Failure) {
        let result = unsafe withUnsafeTemporaryAllocation(of: Element.self, capacity: count) {
            scratch -> Result<Void, Failure> in
            var output = unsafe OutputSpan(buffer: scratch, initializedCount: 0)
            var result = Result<Void, Failure>.success(())
            do throws(Failure) { try body(&output) } catch { result = .failure(error) }
            let written = unsafe output.finalize(for: scratch)
            unsafe append(contentsOf: UnsafeMutableBufferPointer(rebasing: scratch[..<written]))
            return result
        }
        try result.get()
    }
}
#endif
