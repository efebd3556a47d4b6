import Configuration
import Importing
import Kernel
import Network

/// What `sonde import blackbox` does.
struct ImportCommand {
    func run(modules: String, prometheus: String) -> Exit {
        guard let modules = read(modules), let prometheus = read(prometheus) else {
            return .usage
        }
        do throws(ImportError) {
            let configuration = try BlackboxImport(modules: modules, prometheus: prometheus)
            StandardStream.output.write(configuration.text)
            guard configuration.isEmpty else { return check(configuration.text) }
            Complaint.write(
                "there is nothing to probe in it: no job asks blackbox_exporter for a tcp module")
            return .failure
        } catch {
            StandardStream.error.write("\(error)\n")
            return .usage
        }
    }

    /// Says what is to be mended by hand in what was written, such as a file that is not here.
    private func check(_ text: String) -> Exit {
        do throws(ConfigurationErrors) {
            _ = try ConfigurationLoader(files: LiveFiles(), variable: Surroundings.variable)
                .load(Array(text.utf8), name: "sonde.yml", directory: ".")
            return .success
        } catch {
            StandardStream.error.write("\(error)\n")
            return .failure
        }
    }

    /// The file; nil after a complaint.
    private func read(_ path: String) -> BlackboxImport.File? {
        let bytesMax = ImportingLimits.fileBytesMax
        do throws(FileError) {
            return BlackboxImport.File(
                name: path, bytes: try LiveFiles().read(path, limit: bytesMax))
        } catch {
            Complaint.write("\(path): \(error.words(bytesMax: bytesMax))")
            return nil
        }
    }
}
