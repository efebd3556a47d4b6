/// The version of the compiler, as far as conditions of compilation tell it.
let compilerVersion: String = {
    #if compiler(>=6.4)
    "6.4 or later"
    #elseif compiler(>=6.3)
    "6.3"
    #else
    "6.2"
    #endif
}()
