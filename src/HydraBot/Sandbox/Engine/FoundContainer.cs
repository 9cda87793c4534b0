using System.Globalization;

namespace HydraBot.Sandbox.Engine;

/// <summary>A container of a sandbox that the engine has.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="House">The house that started it.</param>
/// <param name="Until">After which nobody needs it.</param>
/// <param name="Purpose">What it was started for.</param>
internal sealed record FoundContainer(string Id, string Name, string House, DateTimeOffset Until, string Purpose)
{
    /// <summary>False of one that was made and never begun: the house was killed in between, and the next start's cleanup takes it.</summary>
    public bool Runs { get; init; } = true;

    public static FoundContainer Of(string id, string name, IDictionary<string, string>? labels)
    {
        string Label(string name) => labels is not null && labels.TryGetValue(name, out var value) ? value : "";
        var until = long.TryParse(Label(SandboxLabels.Until), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 32_503_680_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;
        return new FoundContainer(id, name, Label(SandboxLabels.House), until, Label(SandboxLabels.Purpose));
    }
}
