using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace HydraBot.Tests.Inference.Gateway.Soak;

/// <summary>A program that asks one thing after the other, and takes nothing but a whole answer or a clear error.</summary>
internal sealed class SoakClient(HttpClient http, int number, int seed, SoakTally tally)
{
    /// <summary>By then each request has ended: three backends, each asked twice at most and silent for the whole time that it may be, and one that goes on.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    /// <summary>Programs do not come again at once when they were turned away.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly string[] Models =
        ["small", "small", "small", "hydra/least-busy", "hydra/least-busy", "hydra/least-busy", "hydra/fastest", "attic/small", "cellar/small", "garage/small"];

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly Random _random = new(seed);

    public async Task AskUntilAsync(CancellationToken over, CancellationToken stop)
    {
        for (var question = 0; !over.IsCancellationRequested; question++)
        {
            var marker = $"k{number:00}q{question:00000}";
            var model = Models[_random.Next(Models.Length)];
            var (streams, leaves) = (_random.Next(3) > 0, _random.Next(10) == 0);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(Limit);
            try
            {
                var began = TimeProvider.System.GetTimestamp();
                var outcome = await AskAsync(marker, model, streams, leaves, limit.Token);
                tally.Note(outcome, TimeProvider.System.GetElapsedTime(began));
                if (outcome is not (SoakTally.Whole or SoakTally.Left))
                    await Task.Delay(Pause, TimeProvider.System, stop);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                Assert.Fail($"{marker}: the request to {model} was stuck: no end within {Limit}.");
            }
        }
    }

    private async Task<string> AskAsync(string marker, string model, bool streams, bool leaves, CancellationToken limit)
    {
        var body = $$"""{"model":"{{model}}","stream":{{(streams ? "true" : "false")}},"messages":[{"role":"user","content":"{{marker}}"}]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, Json) };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit);
        if (!response.IsSuccessStatusCode)
        {
            Assert.InRange((int)response.StatusCode, 429, 504);
            return Code(marker, await response.Content.ReadAsStringAsync(limit));
        }

        if (!streams)
        {
            var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(limit));
            Assert.Equal(SoakWords.Whole(marker), SoakWords.Plain(answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!));
            return SoakTally.Whole;
        }

        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(limit));
        if (leaves)
        {
            Assert.NotNull(await lines.ReadLineAsync(limit));
            return SoakTally.Left;
        }

        return Streamed(marker, await lines.ReadToEndAsync(limit));
    }

    /// <summary>Proper end: all of it. Otherwise an error at the end, and before it the beginning of the answer and nothing else.</summary>
    private static string Streamed(string marker, string stream)
    {
        var whole = SoakWords.Whole(marker);
        var said = SoakWords.Plain(Answering.Said(stream));
        if (stream.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal))
        {
            Assert.Equal(whole, said);
            Assert.Contains("\"finish_reason\":\"stop\"", stream, StringComparison.Ordinal);
            return SoakTally.Whole;
        }

        Assert.DoesNotContain("[DONE]", stream, StringComparison.Ordinal);
        Assert.StartsWith(said, whole, StringComparison.Ordinal);
        var last = stream.TrimEnd().Split("\n\n")[^1];
        Assert.StartsWith("data: {\"error\":", last, StringComparison.Ordinal);
        return Code(marker, last["data: ".Length..]);
    }

    /// <summary>The code of an error in OpenAI's shape.</summary>
    private static string Code(string marker, string json)
    {
        var error = JsonElement.Parse(json).GetProperty("error");
        Assert.False(string.IsNullOrWhiteSpace(error.GetProperty("message").GetString()), marker);
        Assert.False(string.IsNullOrWhiteSpace(error.GetProperty("type").GetString()), marker);
        Assert.True(error.TryGetProperty("param", out _), marker);
        return error.GetProperty("code").GetString()!;
    }
}
