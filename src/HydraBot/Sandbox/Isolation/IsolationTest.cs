using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.Image;
using HydraBot.Sandbox.Languages;
using HydraBot.Sandbox.Running;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Isolation;

/// <summary>Tries the isolation from the inside, in sandboxes like any other, and reads how the engine holds them. It harms nothing where it succeeds.</summary>
internal sealed class IsolationTest(SandboxEngine engine, JobRunner jobs, SandboxAssets assets, IOptions<SandboxOptions> options, TimeProvider time)
{
    /// <summary>A machine that is busy with other things takes this long for what else takes two seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly Language Perl = new("isolation", "Isolation", [], "main.pl", [], [], [], ["/usr/bin/perl", "main.pl"], "worker");

    /// <summary>Runs every check.</summary>
    /// <exception cref="OperationException">The engine could not run them: nothing is known then.</exception>
    public async Task<IsolationReport> RunAsync(Footing footing, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        List<IsolationCheck> checks =
        [
            .. await InsideAsync(footing, cancellationToken),
            .. await LimitsAsync(footing, cancellationToken),
            .. await OrdinaryAsync(footing, cancellationToken),
        ];
        return new IsolationReport
        {
            Held = checks.TrueForAll(check => check.Held),
            Checks = checks,
            At = time.GetUtcNow(),
            DurationMs = (long)time.GetElapsedTime(began).TotalMilliseconds,
            Engine = footing.Engine.Name,
            Runtime = footing.Engine.Runtime,
        };
    }

    private async Task<IEnumerable<IsolationCheck>> InsideAsync(Footing footing, CancellationToken cancellationToken)
    {
        var kernel = new Dictionary<string, string> { ["HYDRA_OWN_KERNEL"] = footing.Engine.HasKernelOfItsOwn ? "1" : "0" };
        var script = await File.ReadAllTextAsync(assets.File("isolation.pl"), cancellationToken);
        await using var worker = await engine.StartAsync(Order(footing, options.Value.MemoryMb), footing.Engine, cancellationToken);
        var held = ConfigurationChecks.Of(await engine.InspectAsync(worker.Id, cancellationToken), footing.Image.Id);
        var job = await jobs.RunAsync(worker, Request(script, Patience), session: false, written: null, cancellationToken, kernel);
        var said = job.Output.Output.Text();
        var end = new IsolationCheck("every check from the inside reports", said.EndsWith("done\n", StringComparison.Ordinal), $"exit code {job.ExitCode} {Short(job.Output.Error.Text())}".Trim());
        return [.. held, .. Read(said), end];
    }

    private async Task<IEnumerable<IsolationCheck>> LimitsAsync(Footing footing, CancellationToken cancellationToken)
    {
        var memory = await RunAsync(footing, "my @all; push @all, 'x' x (1 << 20) for 1 .. 4096; print 'all of it';", Patience, 64, cancellationToken);
        var late = await RunAsync(footing, "$SIG{$_} = 'IGNORE' for qw(TERM INT HUP ALRM); sleep 600;", TimeSpan.FromSeconds(1), options.Value.MemoryMb, cancellationToken);
        var flood = await RunAsync(footing, "my $text = 'x' x 65536; syswrite STDOUT, $text for 1 .. 4096;", Patience, options.Value.MemoryMb, cancellationToken);
        return
        [
            new IsolationCheck("memory has an end, and is told apart", memory.OomKilled && memory.ExitCode != 0 && !memory.TimedOut, Seen(memory)),
            new IsolationCheck("time has an end that no signal handler moves", late.TimedOut && !late.OomKilled, Seen(late)),
            new IsolationCheck("output has an end", flood.Output.Output.Kept <= options.Value.OutputKb * 1024L && flood.Output.Output.Length < 256L << 20, string.Create(CultureInfo.InvariantCulture, $"{flood.Output.Output.Kept} bytes kept of {flood.Output.Output.Length}")),
        ];
    }

    private async Task<IEnumerable<IsolationCheck>> OrdinaryAsync(Footing footing, CancellationToken cancellationToken)
    {
        const string Leave = "open my $a, '>', 'mine.txt'; print $a 'x'; close $a; symlink '/etc/passwd', 'link.txt'; print scalar <STDIN>; print STDERR 'err'; exit 7;";
        var first = await RunAsync(footing, Leave, Patience, options.Value.MemoryMb, cancellationToken, stdin: "in");
        var second = await RunAsync(footing, "print join ' ', glob '/work/* /tmp/*';", Patience, options.Value.MemoryMb, cancellationToken);
        return
        [
            new IsolationCheck("an ordinary program runs", first is { ExitCode: 7, TimedOut: false } && first.Output.Output.Text() == "in" && first.Output.Error.Text() == "err", Seen(first)),
            new IsolationCheck("files come out, links do not", first.Report.Files.Count == 1 && first.Report.Skipped.Any(skipped => skipped.Reason == "link"), $"{first.Report.Files.Count} files, left: {string.Join(", ", first.Report.Skipped.Select(skipped => skipped.Reason))}"),
            new IsolationCheck("the next program finds nothing of the last", second.Output.Output.Text() == "/work/main.pl", second.Output.Output.Text()),
        ];
    }

    private async Task<JobResult> RunAsync(Footing footing, string script, TimeSpan timeout, int memoryMb, CancellationToken cancellationToken, string stdin = "")
    {
        await using var worker = await engine.StartAsync(Order(footing, memoryMb), footing.Engine, cancellationToken);
        return await jobs.RunAsync(worker, Request(script, timeout, stdin), session: false, written: null, cancellationToken);
    }

    private static WorkerOrder Order(Footing footing, int memoryMb) => new(footing.Image.Id, Perl.Worker, memoryMb, "isolation", Lifetime);

    private ExecutionRequest Request(string script, TimeSpan timeout, string stdin = "") => new(Perl, script, stdin, [], timeout, options.Value.MemoryMb);

    private static IEnumerable<IsolationCheck> Read(string said) => said.Split('\n')
        .Select(line => line.Split('\t'))
        .Where(words => words.Length == 3)
        .Select(words => new IsolationCheck(words[0], words[1] == "1", words[2]));

    private static string Seen(JobResult job) => string.Create(CultureInfo.InvariantCulture,
        $"exit code {job.ExitCode} after {job.Took.TotalSeconds:0.0} s{(job.TimedOut ? ", time was up" : "")}{(job.OomKilled ? ", out of memory" : "")}");

    private static string Short(string text) => text.Length <= 120 ? text.Trim() : text[..120].Trim();
}
