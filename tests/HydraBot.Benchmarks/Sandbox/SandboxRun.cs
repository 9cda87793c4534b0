using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Secrets;
using HydraBot.Hosting.Telemetry;
using HydraBot.Law;
using HydraBot.Sandbox;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.Image;
using HydraBot.Sandbox.Pool;
using HydraBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HydraBot.Benchmarks.Sandbox;

/// <summary>
/// A one-line Python program: down the whole road into a sandbox that waits ready, beside a cold <c>docker run</c> of the same image with the same
/// hardening, turn about in one run. Then twenty at once; and with a number, that many in a row and what is left of them.
/// </summary>
internal static class SandboxRun
{
    private const string Program = "print('hello world')";

    public static async Task RunAsync(int turns, int inARow, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("hydrabot-sandbox-bench-").FullName;
        try
        {
            using var house = await StartAsync(folder);
            await MeasureAsync(house, turns, output);
            await AtOnceAsync(house, 20, output);
            if (inARow > 0)
                await InARowAsync(house, inARow, output);
            await house.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(IHost house, int turns, TextWriter output)
    {
        var image = house.Services.GetRequiredService<SandboxImage>();
        var seccomp = house.Services.GetRequiredService<SandboxAssets>().File("seccomp.json");
        Percentiles warm = new("warm"), cold = new("docker run"), program = new("program");
        await AskAsync(house, "bench");
        for (var turn = 0; turn < turns; turn++)
        {
            await UntilReadyAsync(house);
            var began = Stopwatch.GetTimestamp();
            var (duration, wasWarm) = await AskAsync(house, "bench");
            if (wasWarm)
            {
                warm.Add(Stopwatch.GetElapsedTime(began));
                program.Add(TimeSpan.FromMilliseconds(duration));
            }

            await UntilReadyAsync(house);
            began = Stopwatch.GetTimestamp();
            await ColdAsync(image.Name, seccomp);
            cold.Add(Stopwatch.GetElapsedTime(began));
        }

        await output.WriteLineAsync($"{warm}\n{program}\n{cold}");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ratio warm to docker run: p50 {warm.At(0.5) / cold.At(0.5):0.000}, p90 {warm.At(0.9) / cold.At(0.9):0.000}; aim for p50: 0.1"));
    }

    private static async Task AtOnceAsync(IHost house, int count, TextWriter output)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, count).Select(n => AskAsync(house, $"bench {n % 5}")));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} at once: all well, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
    }

    private static async Task InARowAsync(IHost house, int count, TextWriter output)
    {
        async Task<(int Containers, int Mounts, double Mebibytes)> LookAsync()
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            using var self = Process.GetCurrentProcess();
            var containers = (await house.Services.GetRequiredService<SandboxEngine>().ListAsync(CancellationToken.None)).Count(found => found.House == house.Services.GetRequiredService<HouseMark>().Id);
            return (containers, File.ReadLines("/proc/mounts").Count(), GC.GetTotalMemory(forceFullCollection: true) / 1048576.0);
        }

        var before = await LookAsync();
        for (var turn = 0; turn < count; turn++)
            await AskAsync(house, "bench");
        await house.Services.GetRequiredService<WarmPool>().StopAsync(CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, CancellationToken.None);
        var after = await LookAsync();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} in a row: containers {before.Containers} -> {after.Containers}, mounts {before.Mounts} -> {after.Mounts}, managed memory {before.Mebibytes:0.0} -> {after.Mebibytes:0.0} MiB"));
    }

    private static async Task UntilReadyAsync(IHost house)
    {
        while (!house.Services.GetRequiredService<WarmPool>().Waiting.ContainsKey("python"))
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
    }

    private static async Task<(double DurationMs, bool Warm)> AskAsync(IHost house, string caller)
    {
        var arguments = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["language"] = "python", ["code"] = Program });
        var outcome = await house.Services.GetRequiredService<GovernedExecutor>().ExecuteAsync(
            OperationRequest.Create("sandbox.run", arguments, new Caller(CallerKind.Member, caller, caller, AccessLevel.Operator), Door.Chat, TimeProvider.System), null, CancellationToken.None);
        if (outcome is not OperationOutcome.Done done)
            throw new InvalidOperationException($"{outcome}");
        var run = JsonSerializer.SerializeToElement(done.Result.Value, house.Services.GetRequiredService<OperationJson>().Options.GetTypeInfo(done.Result.Value.GetType()));
        return run.GetProperty("stdout").GetString() == "hello world\n" ? (run.GetProperty("durationMs").GetDouble(), run.GetProperty("warm").GetBoolean()) : throw new InvalidOperationException(run.ToString());
    }

    private static async Task ColdAsync(string image, string seccomp)
    {
        using var docker = Process.Start(new ProcessStartInfo("docker")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "run", "--rm", "--init", "--network=none", "--dns=127.0.0.1", "--memory=256m", "--memory-swap=256m", "--cpus=0.5", "--pids-limit=64", "--read-only", "--cap-drop=ALL",
                "--security-opt=no-new-privileges", $"--security-opt=seccomp={seccomp}", "--oom-score-adj=1000", "--shm-size=16m", "--log-driver=none", "--user=65534:65534", "--workdir=/work",
                "--tmpfs=/work:rw,exec,nosuid,nodev,size=64m,nr_inodes=8192,uid=65534,gid=65534", "--tmpfs=/tmp:rw,noexec,nosuid,nodev,size=64m,nr_inodes=8192,uid=65534,gid=65534",
                "--ulimit=nofile=256", "--ulimit=core=0", "--ulimit=nproc=8192", "--ulimit=fsize=67108864", "--entrypoint=/usr/bin/python3", image, "-c", Program,
            },
        })!;
        var said = await docker.StandardOutput.ReadToEndAsync();
        await docker.WaitForExitAsync();
        if (said != "hello world\n")
            throw new InvalidOperationException(await docker.StandardError.ReadToEndAsync());
    }

    private static async Task<IHost> StartAsync(string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Path"] = folder,
            ["Constitution:Path"] = Path.Combine(AppContext.BaseDirectory, "CONSTITUTION.yaml"),
            ["Sandbox:TestAtStart"] = "false",
            ["Sandbox:Include:0"] = "python",
            ["Sandbox:Include:1"] = "bash",
            ["Sandbox:Include:2"] = "perl",
            ["Sandbox:Include:3"] = "sql",
            ["Sandbox:Extras"] = "false",
        });
        builder.AddSecretMask().AddTelemetry().AddStorage().AddLaw();
        builder.Services.AddSingleton<ApplicationPaths>();
        builder.AddSandbox();
        builder.Services.AddSingleton<INoticeBoard, NobodyListens>();
        builder.AddOperationCatalog();
        var house = builder.Build();
        await house.StartAsync();
        if (await house.Services.GetRequiredService<SandboxImage>().FindAsync(CancellationToken.None) is null)
            await house.Services.GetRequiredService<ImageBuilder>().BuildAsync(new Progress<OperationProgress>(), CancellationToken.None);
        return house;
    }

    private sealed class NobodyListens : INoticeBoard
    {
        public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken) => throw new InvalidOperationException($"{card.Title}: {card.Text}");
    }
}
