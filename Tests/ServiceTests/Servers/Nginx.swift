import Workbench

/// nginx-light, which has a page for nobody.
enum Nginx {
    static let program = "/usr/sbin/nginx"

    /// Ports `http` and `https`; `more` are directives of a server, `listening` parameters of both.
    static func start(
        _ leaf: TestCertificates.Leaf, _ more: String = "return 204;", listening: String = ""
    ) throws -> LaunchedServer {
        try LaunchedServer(ports: ["http", "https"]) { ports, folder in
            let file = try folder.write(
                "nginx.conf",
                """
                daemon off;
                master_process off;
                pid \(folder.path)/pid;
                error_log stderr info;
                events { worker_connections 512; }
                http {
                    access_log /dev/null;
                    client_body_temp_path \(folder.path)/body;
                    proxy_temp_path \(folder.path)/proxy;
                    fastcgi_temp_path \(folder.path)/fastcgi;
                    uwsgi_temp_path \(folder.path)/uwsgi;
                    scgi_temp_path \(folder.path)/scgi;
                    server {
                        listen 127.0.0.1:\(ports["http"]) \(listening);
                        listen 127.0.0.1:\(ports["https"]) ssl \(listening);
                        ssl_certificate \(leaf.withChain);
                        ssl_certificate_key \(leaf.key);
                        \(more)
                    }
                }
                """)
            return [program, "-e", "stderr", "-p", folder.path, "-c", file]
        }
    }
}
