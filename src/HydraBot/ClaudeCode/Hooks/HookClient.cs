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

    /// <summary>Runs one hook; 0 and perhaps an answer on the output, or 2 and a message on the error output, which wakes the session.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextReader input, TextWriter output, TextWriter error, TimeProvider time)
    {
        // The house's own sessions report over their own line.
        if (Environment.GetEnvironmentVariable("HYDRABOT_OWNS_SESSION") is { Length: > 0 })
            return Good;
        using var line = await HookLine.OpenAsync(args, time);
        if (line is null || args[^1] is not ("ask" or "tell" or "wake"))
        {
            await error.WriteLineAsync("Usage: HydraBot claude-hook --url URL --key-file FILE ask|tell|wake");
            return 1;
        }

        var hook = new Hook(line, await input.ReadToEndAsync(), HookId.OfThisProcess());
        return args[^1] switch
        {
            "ask" => await hook.AskAsync(output),
            "wake" => await hook.WakeAsync(error),
            _ => await hook.TellAsync(),
        };
    }

    private sealed class Hook(HookLine line, string body, string id)
    {
        private static int Seconds => (int)HookLine.Poll.TotalSeconds;

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
                var (status, text) = await SendAsync($"PermissionRequest?id={id}&wait={Seconds}", body, forever: false);
                if (status == HttpStatusCode.Accepted)
                    continue;
                if (status == HttpStatusCode.OK)
                    await output.WriteAsync(text);
                return Good;
            }
        }

        public async Task<int> TellAsync()
        {
            await SendAsync($"{Event}?id={id}", body, forever: false);
            return Good;
        }

        /// <summary>Until there is a message, or a newer listener took over.</summary>
        public async Task<int> WakeAsync(TextWriter error)
        {
            while (true)
            {
                var (status, text) = await SendAsync($"Wake?id={id}&wait={Seconds}", body, forever: true);
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
                await SendAsync("Delivered", Encoding.UTF8.GetString(buffer.ToArray()), forever: false);
                return Wake;
            }
        }

        private Task<(HttpStatusCode Status, string Text)> SendAsync(string path, string content, bool forever) => line.SendAsync(path, content, forever, CancellationToken.None);
    }
}
