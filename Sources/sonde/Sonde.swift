@main
enum Sonde {
    static func main() {}
}
