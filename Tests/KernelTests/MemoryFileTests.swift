import Kernel
import Testing
import Workbench

@Suite struct MemoryFileTests {
    @Test(arguments: [0, 1, 100_000])
    func `a file in memory is read at its path, and gone with its owner`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        var file: MemoryFile? = try MemoryFile(bytes)
        let path = try #require(file?.path)
        #expect(try FileBytes.of(path) == bytes)
        file = nil
        #expect(file == nil)
    }
}
