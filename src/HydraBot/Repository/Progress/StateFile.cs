using System.Text.Json;
using System.Text.Json.Serialization;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Repository.Progress;

/// <summary>What <c>STATE.json</c> says of the house.</summary>
/// <param name="Schema">The version of this form.</param>
/// <param name="WrittenAt">When.</param>
/// <param name="Versions">The bot and what it runs on.</param>
/// <param name="Health">As <c>GET /health</c> has it.</param>
/// <param name="Capabilities">Every operation.</param>
internal sealed record HouseState(int Schema, DateTimeOffset WrittenAt, HouseVersions Versions, HouseHealth Health, IReadOnlyList<Capability> Capabilities);

/// <summary>Versions.</summary>
internal sealed record HouseVersions(string HydraBot, string DotNet, string System);

/// <summary>The worst check, and each.</summary>
internal sealed record HouseHealth(string Status, IReadOnlyDictionary<string, string> Checks);

/// <summary>One operation.</summary>
internal sealed record Capability(string Name, AccessLevel Access, OperationEffect Effect, string Description);

/// <summary>Gathers the state and writes it: whole or not at all.</summary>
internal sealed class StateWriter(OperationCatalog catalog, HealthCheckService health, TimeProvider time)
{
    public const string FileName = "STATE.json";

    public async Task<HouseState> GatherAsync(CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        return new HouseState(
            1,
            time.GetUtcNow(),
            new HouseVersions(HouseVersion.Current, Environment.Version.ToString(), System.Runtime.InteropServices.RuntimeInformation.OSDescription),
            new HouseHealth(Lower(report.Status), report.Entries.ToDictionary(entry => entry.Key, entry => Lower(entry.Value.Status), StringComparer.Ordinal)),
            [.. catalog.All.OrderBy(operation => operation.Name, StringComparer.Ordinal).Select(operation => new Capability(operation.Name, operation.Access, operation.Effect, operation.Description))]);
    }

    /// <summary>Beside the file first, then in its place: whoever reads it finds the old or the new one, never half of one.</summary>
    public static async Task WriteAsync(string folder, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var beside = Path.Combine(folder, $".{name}.{Guid.CreateVersion7():N}");
        try
        {
            await using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, Path.Combine(folder, name), overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static string Lower(HealthStatus status) => status.ToString().ToLowerInvariant();
}
