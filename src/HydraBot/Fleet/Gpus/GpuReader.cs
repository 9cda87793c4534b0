using System.ComponentModel;
using System.Diagnostics;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Gpus;

/// <summary>Reads the graphics cards: from DCGM's exporter where one is named, else by nvidia-smi where that is installed.</summary>
internal sealed class GpuReader(IOptions<FleetOptions> options, IHttpClientFactory clients, TimeProvider time)
{
    public const string Client = "dcgm";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Nothing where the host has no cards that we could ask about.</summary>
    /// <exception cref="OperationException">There is something to ask, and it does not answer.</exception>
    public async Task<IReadOnlyList<GpuReading>> ReadAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (options.Value.DcgmUrl is { Length: > 0 } url)
            {
                using var client = clients.CreateClient(Client);
                return DcgmText.Parse(await client.GetStringAsync(url, either.Token));
            }

            return Find(options.Value.NvidiaSmi) is { } program ? NvidiaSmiXml.Parse(await RunAsync(program, either.Token)) : [];
        }
        catch (Exception exception) when (exception is HttpRequestException or Win32Exception || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new OperationException($"The graphics cards cannot be read: {exception.Message}", exception);
        }
    }

    private static async Task<string> RunAsync(string program, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["-q", "-x"]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new OperationException($"{program} does not start.");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? text : throw new OperationException($"{program} says: {(text + await errors).Trim()}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string? Find(string program) => program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
        ? File.Exists(program) ? program : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{program}.exe" : program)).FirstOrDefault(File.Exists);
}
