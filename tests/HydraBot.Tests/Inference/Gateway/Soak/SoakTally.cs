using System.Collections.Concurrent;
using System.Globalization;

namespace HydraBot.Tests.Inference.Gateway.Soak;

/// <summary>How the requests of a soak ended.</summary>
internal sealed class SoakTally
{
    public const string Whole = "whole";
    public const string Left = "hung up";

    private readonly ConcurrentDictionary<string, int> _ends = [];
    private long _slowest;

    public int Requests => _ends.Values.Sum();

    public int Of(string end) => _ends.GetValueOrDefault(end);

    public void Note(string end, TimeSpan took)
    {
        _ends.AddOrUpdate(end, 1, (_, before) => before + 1);
        for (var slowest = Interlocked.Read(ref _slowest); took.Ticks > slowest; slowest = Interlocked.Read(ref _slowest))
            Interlocked.CompareExchange(ref _slowest, took.Ticks, slowest);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Requests} requests: {string.Join(", ", _ends.OrderByDescending(end => end.Value).Select(end => $"{end.Value} {end.Key}"))}; slowest {TimeSpan.FromTicks(_slowest).TotalSeconds:0.0} s");
}
