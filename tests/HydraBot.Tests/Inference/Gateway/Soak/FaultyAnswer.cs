using System.Text;
using Microsoft.AspNetCore.Http;

namespace HydraBot.Tests.Inference.Gateway.Soak;

/// <summary>One answer of a <see cref="FaultyBackend"/>, with the fault that it was dealt.</summary>
internal sealed class FaultyAnswer(HttpContext context, string[] words, SoakFault fault)
{
    private const string Html = "<html><body>502 Bad Gateway</body></html>";
    private const string Error = """{"error":{"message":"CUDA out of memory"}}""";
    private const int TenMegabytes = 100;

    private static readonly string Part = new('x', 100_000);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(300);

    private string Text => string.Concat(words);

    private string Usage => fault switch
    {
        SoakFault.NegativeUsage => """{"prompt_tokens":-5,"completion_tokens":-1,"total_tokens":-6}""",
        SoakFault.HugeUsage => """{"prompt_tokens":900000000,"completion_tokens":1,"total_tokens":7}""",
        _ => """{"prompt_tokens":20,"completion_tokens":40,"total_tokens":60}""",
    };

    public async Task StreamAsync()
    {
        if (await DidNotBeginAsync())
            return;
        if (fault == SoakFault.NoStream)
        {
            await context.JsonAsync(Whole());
            return;
        }

        for (var at = 0; at < words.Length; at++)
        {
            if (at == (words.Length + 1) / 2 && await BreaksAsync())
                return;
            if (fault == SoakFault.BrokenLetters && at == 0)
                await context.SendAsync(SoakWords.Garbled(words[at]));
            else
                await context.SendAsync(Answering.Word(words[at]));
        }

        if (words.Length == 1 && await BreaksAsync())
            return;
        const string Done = "data: [DONE]\n\n";
        await context.SendAsync(Answering.End[..^Done.Length] + $$"""data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"small","choices":[],"usage":{{Usage}}}""" + "\n\n");
        if (fault != SoakFault.NoProperEnd)
            await context.SendAsync(Done);
    }

    public async Task WholeAsync()
    {
        if (await DidNotBeginAsync())
            return;
        var body = Encoding.UTF8.GetBytes(Whole());
        context.Response.ContentType = "application/json";
        switch (fault)
        {
            case SoakFault.Cut or SoakFault.Hangs:
                context.Response.ContentLength = body.Length;
                await context.SendAsync(body[..(body.Length / 2)]);
                await BreaksAsync();
                break;
            case SoakFault.Garbage:
                await context.Response.WriteAsync(Html, context.RequestAborted);
                break;
            case SoakFault.LongLine:
                await context.SendAsync("""{"choices":[{"message":{"content":" """);
                await BreaksAsync();
                break;
            case SoakFault.SaysError:
                await context.JsonAsync(Error);
                break;
            case SoakFault.BrokenLetters:
                var at = body.AsSpan().IndexOf("\"content\":\""u8) + "\"content\":\"".Length;
                await context.SendAsync([.. body[..at], .. SoakWords.BrokenLetter, .. body[at..]]);
                break;
            default:
                await context.SendAsync(body);
                break;
        }
    }

    private string Whole() =>
        $$"""{"id":"c1","object":"chat.completion","created":1,"model":"small","choices":[{"index":0,"message":{"role":"assistant","content":"{{Text}}"},"finish_reason":"stop"}],"usage":{{Usage}}}""";

    /// <summary>True where nothing of an answer comes.</summary>
    private async Task<bool> DidNotBeginAsync()
    {
        switch (fault)
        {
            case SoakFault.SlowToBegin:
                await Task.Delay(Slow, TimeProvider.System, context.RequestAborted);
                return false;
            case SoakFault.Silent:
                await ForeverAsync();
                return true;
            case SoakFault.CutAtOnce:
                context.Abort();
                return true;
            case SoakFault.Empty:
                context.Response.ContentType = "text/event-stream";
                return true;
            case SoakFault.TooManyForNow:
                context.Response.Headers.RetryAfter = "1";
                goto case SoakFault.TooMany;
            case SoakFault.TooMany:
                await context.JsonAsync("""{"error":{"message":"slow down"}}""", StatusCodes.Status429TooManyRequests);
                return true;
            case SoakFault.WrongKey:
                await context.JsonAsync("""{"error":{"message":"who are you"}}""", StatusCodes.Status401Unauthorized);
                return true;
            case SoakFault.Broken:
                await context.JsonAsync(Error, StatusCodes.Status500InternalServerError);
                return true;
            case SoakFault.Overloaded:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                await context.Response.WriteAsync(Html, context.RequestAborted);
                return true;
            default:
                return false;
        }
    }

    /// <summary>True where the rest of the answer does not come.</summary>
    private async Task<bool> BreaksAsync()
    {
        switch (fault)
        {
            case SoakFault.Cut:
                context.Abort();
                return true;
            case SoakFault.Hangs:
                await ForeverAsync();
                return true;
            case SoakFault.Garbage:
                await context.SendAsync("data: {]\n\n" + Answering.Word("beyond") + Answering.End);
                return true;
            case SoakFault.SaysError:
                await context.SendAsync($"data: {Error}\n\n{Answering.End}");
                return true;
            case SoakFault.LongLine:
                for (var part = 0; part < TenMegabytes; part++)
                    await context.SendAsync(part == 0 ? "data: " : Part);
                return true;
            default:
                return false;
        }
    }

    private Task ForeverAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
}
