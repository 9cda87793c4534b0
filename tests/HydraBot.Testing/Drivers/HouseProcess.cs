using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Xunit;

namespace HydraBot.Testing.Drivers;

/// <summary>HydraBot as its users start it: a process of its own, on ports of its own, in a folder of its own.</summary>
public sealed partial class HouseProcess : IAsyncDisposable
{
    private const int LinesKept = 60;

    private readonly Process _process;
    private readonly bool _ownsStorage;
    private readonly List<string> _said;

    private HouseProcess(Process process, List<string> said, string storage, bool ownsStorage, Uri page, Uri api)
    {
        _process = process;
        _said = said;
        _ownsStorage = ownsStorage;
        Storage = storage;
        Page = page;
        Api = api;
    }

    public string Storage { get; }

    public Uri Page { get; }

    public Uri Api { get; }

    public int ProcessId => _process.Id;

    /// <summary>Starts it and waits for the line that says it is ready.</summary>
    public static async Task<HouseProcess> StartAsync(CancellationToken cancellationToken, string? storage = null, params string[] settings)
    {
        var folder = storage ?? Directory.CreateTempSubdirectory("hydrabot-house-").FullName;
        // The program that was built with the tests, or a published one.
        var published = Environment.GetEnvironmentVariable("HYDRA_PUBLISHED");
        var start = new ProcessStartInfo(published ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            ArgumentList =
            {
                $"--Storage:Path={folder}",
                "--Api:Url=http://127.0.0.1:0",
                "--Emulator:Url=http://127.0.0.1:0",
                // Containers of other tests are left alone.
                "--Fleet:Heal:Containers=nothing-here",
            },
        };
        if (published is null)
            start.ArgumentList.Insert(0, Path.Combine(AppContext.BaseDirectory, "HydraBot.dll"));
        foreach (var setting in settings)
            start.ArgumentList.Add(setting);

        var process = Process.Start(start)!;
        var said = new List<string>();
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Heard(string? line)
        {
            if (line is null)
                return;
            lock (said)
            {
                said.Add(line);
                if (said.Count > 10 * LinesKept)
                    said.RemoveRange(0, said.Count - LinesKept);
            }

            if (line.Contains("HydraBot is ready", StringComparison.Ordinal))
                ready.TrySetResult(line);
        }

        process.OutputDataReceived += (_, data) => Heard(data.Data);
        process.ErrorDataReceived += (_, data) => Heard(data.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var first = await Task.WhenAny(ready.Task, process.WaitForExitAsync(cancellationToken));
        if (first != ready.Task)
        {
            process.Kill(entireProcessTree: true);
            lock (said)
                throw new InvalidOperationException($"HydraBot did not get ready. It said:\n{string.Join('\n', said)}");
        }

        var line = await ready.Task;
        return new HouseProcess(process, said, folder, storage is null, new Uri(PageUrl().Match(line).Groups[1].Value), new Uri(ApiUrl().Match(line).Groups[1].Value));
    }

    /// <summary>Signs a seeded member in at the emulator.</summary>
    public Task<MemberSession> SignInAsync(string username, CancellationToken cancellationToken) =>
        MemberSession.SignInAsync(Page, username, cancellationToken);

    /// <summary>The HTTP door, with the owner key that local mode writes.</summary>
    public HttpClient OwnerKey()
    {
        var http = new HttpClient { BaseAddress = Api };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(Storage, "api-key")).Trim());
        return http;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        // Read only where a test failed.
        lock (_said)
            TestContext.Current.TestOutputHelper?.WriteLine($"The house of {Storage} said last:\n{string.Join('\n', _said.TakeLast(LinesKept))}");
        if (_ownsStorage)
            Directory.Delete(Storage, recursive: true);
    }

    [GeneratedRegex(@"page (https?://[^\s/]+)")]
    private static partial Regex PageUrl();

    [GeneratedRegex(@"API (https?://[^\s/]+)")]
    private static partial Regex ApiUrl();
}
