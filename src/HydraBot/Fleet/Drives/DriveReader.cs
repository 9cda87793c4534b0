using System.ComponentModel;
using System.Text.Json;
using HydraBot.Fleet.Host;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Drives;

/// <summary>Asks the drives how they are, by <c>smartctl</c>, where that is installed and may.</summary>
internal sealed class DriveReader(IOptions<FleetOptions> options, TimeProvider time)
{
    /// <summary>A drive that hangs is asked for no longer than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>Those that answer; none where the program is not installed. One that sleeps is not woken.</returns>
    /// <exception cref="OperationException">The program is there, and no drive can be read with it: its own words.</exception>
    public async Task<IReadOnlyList<DriveReading>> ReadAsync(CancellationToken cancellationToken)
    {
        if (HostProgram.Find(options.Value.Smartctl) is not { } program)
            return [];
        var scan = await AskAsync(program, ["--json", "--scan-open"], cancellationToken);
        var drives = SmartJson.Drives(scan);
        if (drives.Count == 0 && SmartJson.Trouble(scan) is { } unseen)
            throw new OperationException($"The drives cannot be read: {unseen}");
        var (readings, trouble) = (new List<DriveReading>(), default(string));
        foreach (var (device, type) in drives)
        {
            var answer = await AskAsync(program, ["--json", "-a", "-n", "standby", "-d", type, device], cancellationToken);
            if (SmartJson.Read(device, answer) is { } reading)
                readings.Add(reading);
            else
                trouble ??= SmartJson.Trouble(answer);
        }

        return readings.Count > 0 || trouble is null ? readings : throw new OperationException($"The drives cannot be read: {trouble}");
    }

    /// <summary>Its exit code tells of the drive, bit by bit, and is told again in what it prints.</summary>
    private async Task<JsonElement> AskAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return JsonElement.Parse((await HostProgram.RunAsync(program, arguments, either.Token)).Output);
        }
        catch (Exception exception) when (exception is JsonException or Win32Exception || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new OperationException($"The drives cannot be read: {program} {string.Join(' ', arguments)}: {exception.Message}", exception);
        }
    }
}
