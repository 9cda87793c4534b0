using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using HydraBot.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Code;

/// <summary>
/// The verb <c>watch</c>: runs the house as a child and starts it again when it asks for it. A new program is watched; when it ends, or its health is
/// bad several looks in a row, within its watch time, the program before it is started again.
/// </summary>
internal sealed class Watchdog(Releases releases, IOptions<ImprovementOptions> options, IConfiguration settings, TimeProvider time)
{
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(1), MostPatience = TimeSpan.FromSeconds(5);

    /// <summary>A house that ends sooner than this again and again is not started for ever.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(10);

    private const int MostShort = 5;

    /// <summary>Runs until the house ends for good; its exit code.</summary>
    /// <param name="output">Told of each program that is started, and why.</param>
    /// <param name="arguments">Of the house.</param>
    /// <param name="cancellationToken">Asks the house to end.</param>
    public async Task<int> RunAsync(TextWriter output, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        return await LoopAsync(output, arguments, stop.Token);
    }

    private async Task<int> LoopAsync(TextWriter output, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var shortLives = 0;
        while (true)
        {
            // Cut off while it took one back, it is taken back still.
            if (releases.Next is { } failed && releases.Returned?.Commit == failed)
                releases.SetNext(null);
            var (current, next) = (releases.Current, releases.Next);
            var isNew = next is not null && next != current && releases.Has(next);
            var began = time.GetTimestamp();
            await output.WriteLineAsync($"watchdog: starts {(isNew ? next : current)}");
            var (code, fault) = await LiveAsync(output, isNew ? next! : current, isNew, arguments, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                return 0;
            if (isNew && fault is not null)
            {
                releases.SetReturned(next, fault);
                releases.SetNext(null);
                await output.WriteLineAsync($"watchdog: {next} is taken back, since {fault}");
                continue;
            }

            if (code == 0)
                return 0;
            shortLives = time.GetElapsedTime(began) < Short && code != Releases.Restart ? shortLives + 1 : 0;
            if (shortLives >= MostShort)
                return code;
            if (code != Releases.Restart)
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
    }

    /// <summary>One life of a program; with a fault when it is new and did not live through its watch.</summary>
    private async Task<(int Code, string? Fault)> LiveAsync(TextWriter output, string commit, bool isNew, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var command = releases.CommandOf(commit);
        // What it reads there ends when the watchdog does: then it ends too, and the next watchdog finds its port free.
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), .. arguments]) { RedirectStandardInput = true };
        start.Environment[Releases.Supervised] = "1";
        start.Environment[Releases.InstalledProgram] = string.Join('\n', releases.CommandOf(Releases.Installed));
        start.Environment[SettingsFolder.Variable] = SettingsFolder.Find();
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return (1, $"it cannot be started: {exception.Message}");
        }

        using (process)
        {
            using var ended = new CancellationTokenSource();
            var watching = isNew ? WatchAsync(output, commit, ended.Token) : Task.FromResult<string?>(null);
            var ending = process.WaitForExitAsync(cancellationToken);
            try
            {
                if (isNew && await Task.WhenAny(ending, watching) == watching && await watching is { } fault)
                {
                    process.Kill(entireProcessTree: true);
                    await process.WaitForExitAsync(CancellationToken.None);
                    return (process.ExitCode, fault);
                }

                await ending;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await EndAsync(process);
            }

            await ended.CancelAsync();
            var wasWatched = watching.IsCompletedSuccessfully && await watching is null;
            // A rollback that the house itself asked for has the next program set to something else, or to none.
            var asked = process.ExitCode == Releases.Restart && releases.Next != commit;
            return (process.ExitCode, isNew && !wasWatched && !asked ? string.Create(CultureInfo.InvariantCulture, $"it ended with {process.ExitCode} while it was watched") : null);
        }
    }

    /// <summary>Asks the house to end, and gives it time to do so well.</summary>
    private static async Task EndAsync(Process process)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await signal.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Null once it lived through its watch, and is the one to start from then on; else what was wrong.</summary>
    private async Task<string?> WatchAsync(TextWriter output, string commit, CancellationToken cancellationToken)
    {
        var watch = options.Value.Watch;
        var patience = watch.Interval < LeastPatience ? LeastPatience : watch.Interval > MostPatience ? MostPatience : watch.Interval;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = patience };
        var (began, bad, answered) = (time.GetTimestamp(), 0, false);
        try
        {
            // Its watch begins with its first good answer; until then it has the time that a start may take.
            while (!answered || time.GetElapsedTime(began) < watch.For)
            {
                await Task.Delay(watch.Interval, time, cancellationToken);
                var fault = await LookAsync(http, cancellationToken);
                if (!answered && fault is null)
                {
                    (answered, began) = (true, time.GetTimestamp());
                    await output.WriteLineAsync($"watchdog: {commit} is well, and watched for {watch.For}");
                }

                if (!answered && time.GetElapsedTime(began) >= watch.Start)
                    return $"{fault}, and never did";
                bad = fault is null || !answered ? 0 : bad + 1;
                if (bad >= watch.Failures)
                    return $"{fault}, {bad} looks in a row";
            }

            releases.SetCurrent(commit);
            releases.SetNext(null);
            return null;
        }
        catch (OperationCanceledException)
        {
            return "it ended";
        }
    }

    private async Task<string?> LookAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(Health(), cancellationToken);
            return answer.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"its health answers {(int)answer.StatusCode}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return "its health does not answer";
        }
    }

    /// <summary>Where the house listens, as it is reached from here: what listens on every address does so on this one too.</summary>
    private Uri Health() => new(new Uri(
        (settings["Api:Url"] ?? "http://127.0.0.1:8700").Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "[::1]", StringComparison.Ordinal)), "/health");
}
