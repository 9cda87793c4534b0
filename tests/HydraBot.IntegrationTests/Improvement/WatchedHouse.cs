using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Channels;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.IntegrationTests.Improvement;

/// <summary>
/// <c>HydraBot watch</c> as a process of its own over a git repository of its own. What is built there is a program that starts the real house; patches change how.
/// </summary>
internal sealed class WatchedHouse : IAsyncDisposable
{
    private const string Build = "sh tests.sh && /bin/busybox mkdir out && cat launch > out/HydraBot && /bin/busybox chmod 755 out/HydraBot";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-watched-");
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();
    private readonly List<string> _heard = [];
    private readonly Uri _page = new($"http://127.0.0.1:{FreePort()}");
    private readonly HttpClient _http;
    private Process? _watchdog;

    private WatchedHouse() => _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{FreePort()}"), Timeout = TimeSpan.FromMinutes(1) };

    public string Repository => Path.Combine(_folder.FullName, "repository");

    /// <summary>What a trap waits for before it springs.</summary>
    public string Spring => Path.Combine(_folder.FullName, "spring");

    /// <summary>
    /// A line of a patch with a trap in it: some time after the house was well for the first time, and with nobody's help, its connection to Discord is closed
    /// for good, and its health answers 503 from then on.
    /// </summary>
    public async Task<string> TrapAsync(string says, TimeSpan after)
    {
        const string Fault = """{"kind":"close","value":4004}""";
        var script = Path.Combine(_folder.FullName, "trap");
        await File.WriteAllTextAsync(script, $$"""
            until { exec 3<>/dev/tcp/127.0.0.1/{{_http.BaseAddress!.Port}} && printf 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3 && head -1 <&3 | grep -q ' 200 '; }; do sleep 0.2; done
            sleep {{after.TotalSeconds.ToString(CultureInfo.InvariantCulture)}}
            exec 3<>/dev/tcp/127.0.0.1/{{_page.Port}}
            printf 'POST /emulator/faults HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {{Fault.Length}}\r\nConnection: close\r\n\r\n{{Fault}}' >&3
            cat <&3

            """, Token);
        return $"{says}; [ \"$1\" = --version ] || bash {script} > /dev/null 2>&1 &";
    }

    /// <summary>All that watchdog and houses wrote.</summary>
    public IReadOnlyList<string> Heard => _heard;

    /// <summary>Programs that the watchdog started so far, the oldest first.</summary>
    public IReadOnlyList<string> Started => [.. _heard.Where(line => line.StartsWith("watchdog: starts ", StringComparison.Ordinal)).Select(line => line["watchdog: starts ".Length..])];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<WatchedHouse> StartAsync()
    {
        var house = new WatchedHouse();
        Directory.CreateDirectory(house.Repository);
        await File.WriteAllTextAsync(Path.Combine(house.Repository, "tests.sh"), "case \"$(cat launch)\" in *HydraBot.dll*) ;; *) echo no house in it; exit 1 ;; esac\n", Token);
        await File.WriteAllTextAsync(Path.Combine(house.Repository, "launch"), $"#!/bin/sh\necho program 1\nexec dotnet {Path.Combine(AppContext.BaseDirectory, "HydraBot.dll")} \"$@\"\n", Token);
        await house.GitAsync("init", "-q", "-b", "main");
        await house.GitAsync("add", ".");
        await house.GitAsync("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q", "-m", "first");
        await house.WatchAsync();
        return house;
    }

    /// <summary>Starts the watchdog, and waits until its house is ready.</summary>
    public async Task WatchAsync()
    {
        string[] words =
        [
            Path.Combine(AppContext.BaseDirectory, "HydraBot.dll"), "watch", $"--Storage:Path={Path.Combine(_folder.FullName, "data")}", $"--Api:Url={_http.BaseAddress!.ToString().TrimEnd('/')}",
            $"--Emulator:Url={_page.ToString().TrimEnd('/')}", "--Fleet:Heal:Containers=nothing-here", "--Sandbox:TestAtStart=false", "--Inference:Discover=false", "--Improvement:Search:Enabled=false",
            $"--Improvement:Code:Repository={Repository}", $"--Improvement:Code:Image={BusyboxImage.Name}", "--Improvement:Code:Command:0=/bin/sh", "--Improvement:Code:Command:1=-c", $"--Improvement:Code:Command:2={Build}",
            "--Improvement:Code:MemoryMb=64", "--Improvement:Watch:For=00:00:08", "--Improvement:Watch:Interval=00:00:00.5", "--Improvement:Watch:Failures=3",
        ];
        var process = _watchdog = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName })!;
        process.OutputDataReceived += (_, data) => _said.Writer.TryWrite(data.Data ?? "");
        process.ErrorDataReceived += (_, data) => _said.Writer.TryWrite(data.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await HearAsync("HydraBot is ready");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "data", "api-key"), Token)).Trim());
    }

    /// <summary>Waits until watchdog or house write a line with these words, after all that was heard before.</summary>
    public async Task<string> HearAsync(string words)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        try
        {
            while (true)
            {
                var line = await _said.Reader.ReadAsync(patience.Token);
                _heard.Add(line);
                if (line.Contains(words, StringComparison.Ordinal))
                    return line;
            }
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            throw new TimeoutException($"'{words}' was not said. What was said:\n{string.Join('\n', _heard.TakeLast(60))}");
        }
    }

    /// <summary>kill -9 of the watchdog alone.</summary>
    public async Task KillWatchdogAsync()
    {
        _watchdog!.Kill();
        await _watchdog.WaitForExitAsync(Token);
    }

    /// <summary>Proposes a patch that changes the line which says what program it is, and has it built and tested.</summary>
    public async Task<Guid> BuiltAsync(string from, string to)
    {
        var patch = $"diff --git a/launch b/launch\n--- a/launch\n+++ b/launch\n@@ -1,3 +1,3 @@\n #!/bin/sh\n-{from}\n+{to}\n {(await File.ReadAllLinesAsync(Path.Combine(Repository, "launch"), Token))[2]}\n";
        var proposed = await AskAsync("improvement.propose", new { kind = "code", title = to.Split(';')[0], description = "It says something else.", patch });
        var id = proposed.GetProperty("proposal").GetProperty("id").GetGuid();
        var tested = (await AskAsync("improvement.test", new { proposal = id })).GetProperty("proposal");
        Assert.True(tested.GetProperty("state").GetString() == "validated", tested.GetRawText());
        return id;
    }

    /// <summary>Asks for the release and has the Owner agree on Discord; ends when the new program is ready.</summary>
    public async Task<Guid> ReleaseAsync(Guid proposal)
    {
        await using var owner = await MemberSession.SignInAsync(_page, "owner", Token);
        using var asked = await _http.PostAsJsonAsync("operations/improvement.release", new { proposal }, Token);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var approval = (await asked.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("approvalId").GetGuid();
        await owner.PressAsync(await owner.Screen.MessageAsync(message => Look.HasButton(message, "Approve"), Token), "Approve", Token);
        await HearAsync("watchdog: starts ");
        await HearAsync("HydraBot is ready");
        return approval;
    }

    /// <summary>Waits until the proposal stands there.</summary>
    public async Task<JsonElement> UntilAsync(Guid proposal, string state)
    {
        for (var look = 0; look < 300; look++)
        {
            using var answer = await _http.GetAsync($"self-improvement/proposals/{proposal}", Token);
            var found = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
            if (found.GetProperty("state").GetString() == state)
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Token);
        }

        throw new TimeoutException($"Proposal {proposal} did not become {state}. What was said:\n{string.Join('\n', _heard.TakeLast(60))}");
    }

    public async Task<JsonElement> AskAsync(string operation, object arguments)
    {
        using var answer = await _http.PostAsJsonAsync($"operations/{operation}", arguments, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    public Task<HttpResponseMessage> TryAsync(string operation, object arguments) => _http.PostAsJsonAsync($"operations/{operation}", arguments, Token);

    public Task<JsonElement> GetAsync(string path) => _http.GetFromJsonAsync<JsonElement>(path, Token);

    public async Task<string> GitAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Repository, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_watchdog is { HasExited: false })
        {
            _watchdog.Kill(entireProcessTree: true);
            await _watchdog.WaitForExitAsync(CancellationToken.None);
        }

        _watchdog?.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
