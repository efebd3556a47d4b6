import Metrics

/// What the exporter says of itself, in the order of the page.
struct OwnColumns: Sendable {
    let schema: TableSchema
    let buildInfo: LabelledColumn
    let reloadSuccessful: GaugeColumn
    let reloadTimestamp: SecondsColumn
    let probes, inconclusive, slotsMissed: LabelledColumn
    let scheduleLag, loopDelay: HistogramColumn
    let oldestDueSlot: SecondsColumn
    let sources: SourceColumns
    let nameQueries, requests, events, openDescriptors: LabelledColumn
    let expositionBytes: GaugeColumn
    let processor, startTime: SecondsColumn
    let descriptors, descriptorsMax, virtualBytes, residentBytes: GaugeColumn

    init(loopDelayBoundsNanoseconds: [Int64]) {
        var schema = TableSchema()
        buildInfo = schema.labelled(
            "sonde_build_info", "Of what this exporter is built.", .gauge)
        reloadSuccessful = schema.gauge(
            "sonde_config_last_reload_successful",
            "Whether the last configuration could be loaded.")
        reloadTimestamp = schema.secondsGauge(
            "sonde_config_last_reload_success_timestamp_seconds",
            "When a configuration was last loaded.")
        probes = schema.labelled("sonde_probes", "Probes by kind.", .gauge)
        inconclusive = schema.labelled(
            "sonde_inconclusive_total", "Inconclusive attempts of all probes by reason.", .counter)
        slotsMissed = schema.labelled(
            "sonde_slots_missed_total",
            "Slots of all probes in which no attempt could start, by reason.", .counter)
        scheduleLag = schema.histogram(
            "sonde_schedule_lag_seconds", "How long after its slot each attempt started.",
            boundsNanoseconds: loopDelayBoundsNanoseconds)
        loopDelay = schema.histogram(
            "sonde_loop_delay_seconds",
            "How long each turn of the loop kept what was ready waiting.",
            boundsNanoseconds: loopDelayBoundsNanoseconds)
        oldestDueSlot = schema.secondsGauge(
            "sonde_oldest_due_slot_seconds",
            "How long the oldest slot that is due has been waiting for its attempt.")
        sources = SourceColumns(&schema)
        nameQueries = schema.labelled(
            "sonde_dns_queries_total", "Queries for names by result.", .counter)
        requests = schema.labelled(
            "sonde_http_requests_total", "HTTP requests answered by handler and code.", .counter)
        events = schema.labelled(
            "sonde_events_total", "Events for the event log by what became of them.", .counter)
        openDescriptors = schema.labelled(
            "sonde_open_descriptors", "Open descriptors by what they are for.", .gauge)
        expositionBytes = schema.gauge(
            "sonde_exposition_bytes", "Size of the last exposition that was rendered to its end.")
        processor = schema.secondsCounter(
            "process_cpu_seconds_total", "Total user and system CPU time spent in seconds.")
        descriptors = schema.gauge("process_open_fds", "Number of open file descriptors.")
        descriptorsMax = schema.gauge(
            "process_max_fds", "Maximum number of open file descriptors.")
        virtualBytes = schema.gauge(
            "process_virtual_memory_bytes", "Virtual memory size in bytes.")
        residentBytes = schema.gauge(
            "process_resident_memory_bytes", "Resident memory size in bytes.")
        startTime = schema.secondsGauge(
            "process_start_time_seconds",
            "Start time of the process since unix epoch in seconds.")
        self.schema = schema
    }
}
