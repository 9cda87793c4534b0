using System.Diagnostics;
using System.Globalization;
using HydraBot.Fleet;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;

namespace HydraBot.Benchmarks.Fleet;

/// <summary>The status and the list of many tiny containers on the real engine, beside <c>docker ps --all</c> of the same, turn about in one run.</summary>
internal static class FleetSpeed
{
    private const int Turns = 20, AtOnce = 4;

    public static async Task RunAsync(TextWriter output, int count, CancellationToken cancellationToken)
    {
        await using var containers = await TestContainers.RequireAsync(cancellationToken);
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (number, token) =>
            await containers.RunAsync(string.Create(CultureInfo.InvariantCulture, $"c{number}"), "sleep 3600", cancellationToken: token));
        await using var road = await TestRoad.BuildAsync(
            builder =>
            {
                builder.AddFleet();
                builder.AddOperationCatalog();
                builder.Services.AddSingleton(services => services.GetRequiredService<OperationJson>().Options);
            },
            ("Fleet:Engine", TestContainers.Address), ("Fleet:StatusTimeout", "00:00:20"), ("Fleet:ReadTimeout", "00:00:30"));
        Percentiles status = new("status"), list = new("list"), peer = new("docker ps -a");
        for (var turn = 0; turn < Turns; turn++)
        {
            status.Add(await TimeAsync(() => road.DoneAsync("status")));
            list.Add(await TimeAsync(() => road.DoneAsync("container.list")));
            peer.Add(await TimeAsync(() => DockerAsync(cancellationToken)));
        }

        var total = (await road.DoneAsync("container.list")).Value.GetProperty("total").GetInt32();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{total} containers; a quarter of a second of the status is the processors' own measurement"));
        foreach (var one in (Percentiles[])[status, list, peer])
            output.WriteLine(one);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task DockerAsync(CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", ["ps", "--all"]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
    }
}
