using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Operations;

/// <summary>What is measured and logged of each trip down the road.</summary>
public sealed class RoadTelemetryTests
{
    [Fact]
    public async Task Each_trip_is_counted_and_timed_by_operation_door_and_outcome()
    {
        var road = await new Road().LoadedAsync();
        road.Room.During = _ =>
        {
            road.Time.Advance(TimeSpan.FromSeconds(2.5));
            return Task.CompletedTask;
        };
        using var meter = new Meters(road);
        await road.AskAsync("room.change");
        await road.AskAsync("room.look", Road.Guest);
        await road.AskAsync("made.up");

        Assert.Equal(["room.change chat done", "room.look chat refused", "unknown chat refused"], meter.Counted);
        Assert.Equal(["room.change chat done 2.5", "room.look chat refused 0", "unknown chat refused 0"], meter.Timed);
    }

    [Fact]
    public async Task Instruments_have_names_units_and_descriptions()
    {
        using var meter = new Meters(await new Road().LoadedAsync());
        var count = Assert.IsType<Counter<long>>(meter.Instruments["hydrabot.operations"]);
        Assert.Equal(("{operation}", "Trips down the road, by how they ended or that they wait."), (count.Unit, count.Description));
        var duration = Assert.IsType<Histogram<double>>(meter.Instruments["hydrabot.operation.duration"]);
        Assert.Equal(("s", "How long trips took."), (duration.Unit, duration.Description));
        Assert.Equal([0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300], duration.Advice?.HistogramBucketBoundaries ?? []);
    }

    [Fact]
    public async Task Every_line_logged_on_a_trip_bears_its_correlation_id()
    {
        var road = await new Road().LoadedAsync();
        road.Room.During = _ => throw new InvalidOperationException("details");
        await road.AskAsync("room.change");
        var line = Assert.Single(road.Lines.All, line => line.Exception is not null);
        Assert.Contains($"reference {line.Scope["CorrelationId"]}", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_its_end_nothing_is_measured_or_traced()
    {
        var road = await new Road().LoadedAsync();
        var traced = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RoadTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            // Other tests' roads run meanwhile: only this one's asker has such a name.
            ActivityStopped = activity =>
            {
                lock (traced)
                    traced.Add($"{activity.OperationName} {activity.GetTagItem("hydrabot.correlation")}");
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var meter = new Meters(road);
        var request = OperationRequest.Create("room.look", JsonElement.Parse("{}"), Road.Owner, Door.Chat, road.Time, "before the end");
        await road.Executor.ExecuteAsync(request, null, TestContext.Current.CancellationToken);
        road.Telemetry.Dispose();
        await road.Executor.ExecuteAsync(
            OperationRequest.Create("room.look", request.Arguments, Road.Owner, Door.Chat, road.Time, "after the end"), null, TestContext.Current.CancellationToken);

        Assert.Single(meter.Counted);
        lock (traced)
            Assert.Equal(["room.look before the end"], traced.Where(line => line.EndsWith("the end", StringComparison.Ordinal)));
    }

    /// <summary>What the meter of one road says.</summary>
    private sealed class Meters : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Meters(Road road)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter != road.Telemetry.Meter)
                    return;
                Instruments[instrument.Name] = instrument;
                listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Counted.AddRange(Enumerable.Repeat(Words(tags), (int)value)));
            _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Timed.Add(string.Create(CultureInfo.InvariantCulture, $"{Words(tags)} {value}")));
            _listener.Start();
        }

        public Dictionary<string, Instrument> Instruments { get; } = [];

        public List<string> Counted { get; } = [];

        public List<string> Timed { get; } = [];

        public void Dispose() => _listener.Dispose();

        private static string Words(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var known = tags.ToArray().ToDictionary();
            return $"{known["operation"]} {known["door"]} {known["outcome"]}";
        }
    }
}
