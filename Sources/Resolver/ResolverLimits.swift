/// The bounds of the resolver.
package enum ResolverLimits {
    /// A name in text has at most 253 bytes (RFC 1035 section 2.3.4: 255 on the wire).
    package static let nameBytesMax = 253
    /// A hosts file that is longer is not read: 4 MiB.
    package static let hostsBytesMax = 4 << 20
    /// A resolv.conf that is longer is not read: 64 KiB.
    package static let configurationBytesMax = 64 << 10
    /// The two files are looked at again when what is known of them is older: 5 s.
    package static let filesAgeSecondsMax: Int64 = 5
    /// Name servers taken from resolv.conf (MAXNS of resolv.conf(5)).
    package static let nameServersMax = 3
    /// Domains taken from the `search` of resolv.conf.
    package static let searchDomainsMax = 32
    /// What `options ndots:` may say (RES_MAXNDOTS of glibc).
    package static let searchDotsMin = 0...15
    /// What `options timeout:` may say, in seconds.
    package static let timeoutSeconds = 1...5
    /// What `options attempts:` may say.
    package static let attempts = 1...5
    /// An answer is kept no longer, whatever its time to live: 1 h.
    package static let timeToLiveSecondsMax: Int64 = 3600
    /// Answers kept at a time; one name has one for each family of addresses.
    package static let answersKeptMax = 10_000
    /// Addresses taken from one answer.
    package static let addressesMax = 256
    /// Services taken from one answer, more than a message of 64 KiB holds of 19 bytes each.
    package static let servicesMax = 4096
    /// Questions that are with name servers at a time; more of them wait for their turn.
    package static let questionsInFlightMax = 1024
    /// Questions that wait for their turn; beyond, a question fails at once.
    package static let questionsWaitingMax = 16_384
    /// Queries after which an idle channel takes new source ports.
    package static let queriesPerPortMax = 256
}
