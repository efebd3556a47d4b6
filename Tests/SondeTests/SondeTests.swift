import Testing
import Workbench

/// The built program as a process.
///
/// One test after the other: they measure times and start servers.
@Suite(.serialized) struct SondeTests {}
