using System.ComponentModel;
using System.Text.Json.Serialization;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using Microsoft.Extensions.Hosting;

namespace HydraBot.Tests.Documents;

// What follows is the example in docs/adding-an-operation.md, to the letter; a test compares.
internal sealed class ClockOperation(TimeProvider time)
{
    [Operation("clock.time", Toolset = "fleet")]
    [Description("Tells the time in a time zone")]
    public OperationResult<ClockTime> Tell([Description("Such as Europe/Berlin")] string zone = "UTC")
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var place))
            throw new OperationException($"There is no time zone '{zone}'; allowed are names such as Europe/Berlin.");
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), place);
        return OperationResult.Of(new ClockTime(zone, now), new Card { Title = $"It is {now:HH:mm} in {zone}" });
    }
}

internal sealed record ClockTime(string Zone, DateTimeOffset Now);

[JsonSerializable(typeof(ClockTime))]
internal sealed partial class ClockJson : JsonSerializerContext;

internal static class ClockRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddClock() => builder.AddOperations<ClockOperation>(ClockJson.Default);
    }
}
