using System.Net;
using System.Text;
using System.Text.Json;

namespace HydraBot.ClaudeCode.Hooks;

/// <summary>
/// The verb <c>claude-hook</c>: what Claude Code starts for each hook. It needs nothing of the house but its address, begins in the time of a process and
/// no more, and outlives restarts of the house: a question keeps its id, a report is sent again.
/// </summary>
internal static class HookClient
{
    private const int Good = 0, Wake = 2;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Runs one hook; 0 and perhaps an answer on the output, or 2 and a message on the error output, which wakes the session.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextReader input, TextWriter output, TextWriter error, TimeProvider time)
    {
        // The house's own sessions report over their own line.
        if (Environment.GetEnvironmentVariable("HYDRABOT_OWNS_SESSION") is { Length: > 0 })
            return Good;
        if (Value(args, "--url") is not { } url || Value(args, "--key-file") is not { } file || args is [] || args[^1] is not ("ask" or "tell" or "wake"))
        {
            await error.WriteLineAsync("Usage: HydraBot claude-hook --url URL --key-file FILE ask|tell|wake");
            return 1;
        }

        var body = await input.ReadToEndAsync();
        using var http = new HttpClient { BaseAddress = new Uri(url.TrimEnd('/') + "/"), Timeout = Poll + TimeSpan.FromSeconds(15) };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {(await File.ReadAllTextAsync(file)).Trim()}");
        var hook = new Hook(http, body, Guid.CreateVersion7().ToString("N"), time);
        return args[^1] switch
        {
            "ask" => await hook.AskAsync(output),
            "wake" => await hook.WakeAsync(error),
            _ => await hook.TellAsync(),
        };
    }

    private static string? Value(IReadOnlyList<string> args, string name)
    {
        for (var index = 0; index + 1 < args.Count; index++)
        {
            if (args[index] == name)
                return args[index + 1];
        }

        return null;
    }

    private sealed class Hook(HttpClient http, string body, string id, TimeProvider time)
    {
        private readonly long _began = time.GetTimestamp();

        private string Event
        {
            get
            {
                using var document = JsonDocument.Parse(body);
                return document.RootElement.GetProperty("hook_event_name").GetString()!;
            }
        }

        /// <summary>Until it is answered, or Claude Code ends this process because it was answered in the terminal.</summary>
        public async Task<int> AskAsync(TextWriter output)
        {
            while (true)
            {
                var (status, text) = await SendAsync($"claude/hooks/PermissionRequest?id={id}&wait={(int)Poll.TotalSeconds}", body, forever: false);
                if (status == HttpStatusCode.Accepted)
                    continue;
                if (status == HttpStatusCode.OK)
                    await output.WriteAsync(text);
                return Good;
            }
        }

        public async Task<int> TellAsync()
        {
            await SendAsync($"claude/hooks/{Event}?id={id}", body, forever: false);
            return Good;
        }

        /// <summary>Until there is a message, or a newer listener took over.</summary>
        public async Task<int> WakeAsync(TextWriter error)
        {
            while (true)
            {
                var (status, text) = await SendAsync($"claude/hooks/Wake?id={id}&wait={(int)Poll.TotalSeconds}", body, forever: true);
                if (status == HttpStatusCode.Accepted)
                    continue;
                if (status != HttpStatusCode.OK)
                    return Good;
                using var answer = JsonDocument.Parse(text);
                using var hook = JsonDocument.Parse(body);
                using var buffer = new MemoryStream();
                using (var writer = new Utf8JsonWriter(buffer))
                {
                    writer.WriteStartObject();
                    writer.WriteString("session_id", hook.RootElement.GetProperty("session_id").GetString());
                    writer.WritePropertyName("ids");
                    answer.RootElement.GetProperty("ids").WriteTo(writer);
                    writer.WriteEndObject();
                }

                await error.WriteLineAsync(answer.RootElement.GetProperty("text").GetString());
                await error.FlushAsync();
                await SendAsync("claude/hooks/Delivered", Encoding.UTF8.GetString(buffer.ToArray()), forever: false);
                return Wake;
            }
        }

        /// <summary>Again and again while the house is not there: it may be starting.</summary>
        private async Task<(HttpStatusCode Status, string Text)> SendAsync(string path, string content, bool forever)
        {
            while (true)
            {
                try
                {
                    using var request = new StringContent(content, Encoding.UTF8, "application/json");
                    using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), request);
                    if ((int)answer.StatusCode < 500)
                        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
                }
                catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
                {
                    // Not there, or gone in the middle.
                }

                if (!forever && time.GetElapsedTime(_began) > Patience)
                    return (HttpStatusCode.NoContent, "");
                await Task.Delay(Pause, time, CancellationToken.None);
            }
        }
    }
}
