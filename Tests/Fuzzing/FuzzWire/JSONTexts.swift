import Simulation
import Wire

/// What is read is written as what it is; what is not is refused at a place in it.
@Sendable func jsonTexts(_ bytes: [UInt8], _ cuts: Cuts) {
    do throws(JSONError) {
        let value = try JSON(parsing: bytes)
        let written = Array(value.description.utf8)
        precondition(!written.contains { $0 < 0x20 || $0 == 0x7f }, "a terminal would obey it")
        precondition(reading(of: written) == value, "it is written as something else")
    } catch {
        precondition((0...bytes.count).contains(error.offset), "the place is outside")
        precondition((1...bytes.count + 1).contains(error.line), "the line is outside")
        precondition((1...error.offset + 1).contains(error.column), "the column is outside")
    }
}

private func reading(of bytes: [UInt8]) -> JSON? {
    do throws(JSONError) {
        return try JSON(parsing: bytes)
    } catch {
        return nil
    }
}
