using System.ComponentModel;
using HydraBot.Fleet.Host;
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

            return HostProgram.Find(options.Value.NvidiaSmi) is { } program ? NvidiaSmiXml.Parse(await RunAsync(program, either.Token)) : [];
        }
        catch (Exception exception) when (exception is HttpRequestException or Win32Exception || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new OperationException($"The graphics cards cannot be read: {exception.Message}", exception);
        }
    }

    private static async Task<string> RunAsync(string program, CancellationToken cancellationToken)
    {
        var (code, output, errors) = await HostProgram.RunAsync(program, ["-q", "-x"], cancellationToken);
        return code == 0 ? output : throw new OperationException($"{program} says: {(output + errors).Trim()}");
    }
}
