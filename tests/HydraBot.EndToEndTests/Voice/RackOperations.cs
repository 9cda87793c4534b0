using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.EndToEndTests.Voice;

/// <summary>Something with an effect that needs no Docker.</summary>
internal sealed class RackOperations
{
    /// <summary>What was restarted.</summary>
    public ConcurrentQueue<string> Restarted { get; } = [];

    [Operation("container.reboot", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt)]
    [Description("Reboots a machine of the rack")]
    public OperationResult<RackView> Reboot([Description("Its name"), Suggest<RackNames>] string machine, Clearance clearance)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        Restarted.Enqueue(machine);
        return OperationResult.Of(new RackView(machine), new Card { Title = "Rebooted", Spoken = $"The {machine} is running again." });
    }

    [Operation("container.weather", Access = AccessLevel.Viewer)]
    [Description("Says how warm the rack is")]
    public OperationResult<RackView> Weather() => OperationResult.Of(new RackView("rack"), new Card { Title = "Warm", Spoken = "The rack is warm and all machines are healthy." });
}

internal sealed record RackView(string Machine);

internal sealed class RackNames : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var name in new[] { "database", "jellyfin", "home-assistant" })
            yield return name;
    }
}

[JsonSerializable(typeof(RackView))]
internal sealed partial class RackJson : JsonSerializerContext;
