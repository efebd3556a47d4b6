import Glibc
import Testing
import Workbench

extension SondeTests {
    /// The pages, over a real connection.
    @Suite struct PageTests {
        @Test func `each page answers, and nothing else does`() throws {
            let sonde = try RunningSonde(["demo", "--web.telemetry-path=/figures"])
            for (path, body) in [("/-/healthy", "Healthy"), ("/-/ready", "Ready")] {
                let response = try sonde.client.get(path)
                #expect(response.status == 200)
                #expect(response.body.hasPrefix(body))
            }
            let landing = try sonde.client.get("/")
            #expect(landing.status == 200)
            #expect(landing.fields["content-type"] == "text/html; charset=utf-8")
            #expect(landing.body.contains("href=\"/figures\""))
            let metrics = try sonde.client.get("/figures")
            #expect(metrics.status == 200)
            #expect(
                metrics.fields["content-type"]
                    == "text/plain; version=0.0.4; charset=utf-8; escaping=underscores")
            #expect(metrics.body.hasPrefix("# HELP "))
            #expect(metrics.body.hasSuffix("\n"))
            for path in ["/metrics", "/nowhere", "//", "/-/", "/figures/"] {
                #expect(try sonde.client.get(path).status == 404, "\(path)")
            }
        }

        @Test func `HEAD has all but the body, and nothing may be changed`() throws {
            let sonde = try RunningSonde(["demo"])
            for path in ["/metrics", "/", "/-/healthy"] {
                let head = try sonde.client.send("HEAD", path)
                let get = try sonde.client.get(path)
                #expect(head.status == 200)
                #expect(head.body == "")
                #expect(head.fields["content-type"] == get.fields["content-type"])
                for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
                    let response = try sonde.client.send(method, path)
                    #expect(response.status == 405, "\(method) \(path)")
                    #expect(response.fields["allow"] == "GET, HEAD")
                }
            }
            let page = try sonde.page()
            #expect(
                page.value("sonde_http_requests_total", ["handler": "metrics", "code": "200"])
                    .map { $0 >= 2 } == true)
        }
    }
}
