/// The owner of an OpenSSL object that several threads may use.
///
/// `@unchecked Sendable`, the only one of this room: the pointer never changes; an X509_STORE and
/// an SSL_CTX count their references atomically and lock their look-ups; and nothing is set in them
/// after whoever made them has returned from its initialiser (openssl-threads(7)).
@safe
final class SharedHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    private let free: @Sendable (OpaquePointer) -> Void

    /// Takes `pointer` over; `free` gives it back when nobody holds the handle any more.
    init(_ pointer: OpaquePointer, free: @escaping @Sendable (OpaquePointer) -> Void) {
        unsafe self.pointer = unsafe pointer
        unsafe self.free = unsafe free
    }

    deinit {
        unsafe free(pointer)
    }
}
