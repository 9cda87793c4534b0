using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using HydraBot.Speech;
using HydraBot.Speech.Engines;
using HydraBot.Speech.Recognition;
using HydraBot.Speech.Servers;
using HydraBot.Speech.Synthesis;
using HydraBot.Speech.Wyoming;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HydraBot.Tests.Speech;

/// <summary>Speech servers on a socket: what they are sent, and what becomes of what they say.</summary>
public sealed class ServerTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient _http = new();

    public ServerTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SpeechServer Server => new(new Uri($"http://127.0.0.1:{Port}/v1"), "secret", "a-model") { Stall = TimeSpan.FromMilliseconds(300), FirstByte = TimeSpan.FromSeconds(5) };

    public void Dispose()
    {
        _http.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task A_transcription_is_asked_for_with_the_sound_and_read_by_its_segments()
    {
        var asked = AnswerAsync(Json("""{"text":"x","segments":[{"text":" restart jellyfin","avg_logprob":-0.2,"no_speech_prob":0.01},{"text":" Thanks for watching!","avg_logprob":-1.4,"no_speech_prob":0.9}]}"""));
        var heard = await new ServerTranscription(Server, _http, TimeProvider.System).TranscribeAsync(
            Tones.Noise(1, 8000), new RecognitionContext(SpokenGrammar.Empty, "en"), Stop);

        Assert.Equal("restart jellyfin", heard.Text);
        var request = await asked;
        Assert.Contains("POST /v1/audio/transcriptions", request, StringComparison.Ordinal);
        Assert.Contains("Bearer secret", request, StringComparison.Ordinal);
        Assert.Contains("a-model", request, StringComparison.Ordinal);
        Assert.DoesNotContain("name=prompt", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\nbusy", "500")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<html", "no transcription")]
    public async Task An_answer_that_is_none_becomes_a_sentence(string answer, string says)
    {
        _ = AnswerAsync(Encoding.ASCII.GetBytes(answer));
        var error = await Assert.ThrowsAsync<SpeechException>(() => new ServerTranscription(Server, _http, TimeProvider.System).TranscribeAsync(Tones.Noise(1, 8000), RecognitionContext.None, Stop));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sound_that_comes_in_odd_pieces_is_put_together_sample_by_sample()
    {
        var samples = Enumerable.Range(0, 12_345).Select(i => (short)(i * 7)).ToArray();
        var pcm = PcmBytes.Write(samples);
        _ = AnswerAsync([.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: audio/pcm\r\nContent-Length: {pcm.Length}\r\n\r\n"), .. pcm], piece: 1001);
        var heard = new List<short>();
        await foreach (var sound in new ServerSpeech(Server, "af_heart", _http, TimeProvider.System).SpeakAsync("Done", Stop))
        {
            Assert.Equal(24_000, sound.Rate);
            heard.AddRange(sound.Samples.ToArray());
        }

        Assert.Equal(samples, heard);
    }

    [Fact]
    public async Task A_server_that_stops_in_the_middle_is_not_waited_for()
    {
        _ = AnswerAsync([.. Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: audio/pcm\r\nContent-Length: 100000\r\n\r\n"), .. new byte[9600]], keepOpen: true);
        var error = await Assert.ThrowsAsync<SpeechException>(async () => await new ServerSpeech(Server, "v", _http, TimeProvider.System).SpeakAsync("Done", Stop).CountAsync(Stop));

        Assert.Contains("stopped in the middle", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wyoming_gets_the_sound_and_gives_the_text()
    {
        var server = ServeAsync(async stream =>
        {
            var types = new List<string>();
            var bytes = 0;
            while (await stream.ReadAsync(Stop) is { } word)
            {
                types.Add(word.Type);
                bytes += word.Payload.Length;
                if (word.Type == "audio-stop")
                    break;
            }
            await stream.WriteAsync(new WyomingEvent("transcript", new JsonObject { ["text"] = "list containers" }), Stop);
            Assert.Equal(["transcribe", "audio-start"], types[..2]);
            Assert.Equal(32_000, bytes);
        });
        var heard = await new WyomingTranscription(new WyomingServer("127.0.0.1", Port), TimeProvider.System).TranscribeAsync(Tones.Noise(1, 8000), RecognitionContext.None, Stop);
        await server;

        Assert.Equal("list containers", heard.Text);
    }

    [Fact]
    public async Task Wyoming_gets_the_text_and_gives_the_sound()
    {
        var server = ServeAsync(async stream =>
        {
            var asked = await stream.ReadAsync(Stop);
            Assert.Equal(("synthesize", "four of five are up"), (asked!.Type, asked.Text("text")));
            await stream.WriteAsync(WyomingEvent.AudioStart(22_050), Stop);
            await stream.WriteAsync(WyomingEvent.AudioChunk(new Sound(new short[] { 1, 2, 3 }, 22_050)), Stop);
            await stream.WriteAsync(new WyomingEvent("audio-stop"), Stop);
        });
        var sounds = await new WyomingSpeech(new WyomingServer("127.0.0.1", Port), null, TimeProvider.System).SpeakAsync("4/5 are up", Stop).ToListAsync(Stop);
        await server;

        Assert.Equal([1, 2, 3], Assert.Single(sounds).Samples.ToArray());
        Assert.Equal(22_050, sounds[0].Rate);
    }

    [Theory]
    [InlineData("{\"type\":\"info\",\"data_length\":99999999}\n")]
    [InlineData("{\"no\":1}\n")]
    [InlineData("not json\n")]
    [InlineData("{\"type\":\"x\",\"payload_length\":10}\nabc")]
    public async Task What_is_no_Wyoming_event_is_refused(string line)
    {
        await using var stream = new WyomingStream(new MemoryStream(Encoding.UTF8.GetBytes(line)));
        await Assert.ThrowsAsync<SpeechException>(() => stream.ReadAsync(Stop));
    }

    [Fact]
    public async Task When_the_first_engine_fails_the_next_one_is_used_and_the_first_left_alone_for_a_while()
    {
        var broken = new Broken();
        using var sphinx = new PocketSphinxRecognizer(new PocketSphinxOptions { Program = "none" }, TimeProvider.System);
        var chain = new RecognizerChain([broken, new Fixed("status")], TimeProvider.System, NullLogger<RecognizerChain>.Instance);
        for (var i = 0; i < 3; i++)
            Assert.Equal("status", (await chain.TranscribeAsync(Tones.Noise(1, 8000), RecognitionContext.None, Stop)).Text);

        Assert.Equal(1, broken.Asked);
        Assert.Equal("fixed", chain.Name);
    }

    [Theory]
    [InlineData("Thank you.", 0.3, "")]
    [InlineData("Thank you.", 1.5, "Thank you.")]
    [InlineData("restart jellyfin", 1.5, "restart jellyfin")]
    [InlineData("restart jellyfin", 0.1, "")]
    public void What_recognisers_write_for_noise_is_not_taken(string text, double voiced, string taken) =>
        Assert.Equal(taken, HallucinationGates.Judge(text, Tones.Noise(voiced, 8000), -0.2, "x").Text);

    private static byte[] Json(string body) => Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    private async Task ServeAsync(Func<WyomingStream, Task> serve)
    {
        using var client = await _listener.AcceptTcpClientAsync(Stop);
        await using var stream = new WyomingStream(client.GetStream());
        await serve(stream);
    }

    /// <summary>Takes one request, and answers in pieces.</summary>
    private async Task<string> AnswerAsync(byte[] answer, int piece = int.MaxValue, bool keepOpen = false)
    {
        using var client = await _listener.AcceptTcpClientAsync(Stop);
        client.NoDelay = true;
        var stream = client.GetStream();
        var request = new MemoryStream();
        var buffer = new byte[64 << 10];
        int? length = null;
        while (length is null || request.Length < length)
        {
            var read = await stream.ReadAsync(buffer, Stop);
            request.Write(buffer, 0, read);
            var text = Encoding.Latin1.GetString(request.ToArray());
            if (length is null && text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is > 0 and var end)
            {
                var size = text.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))?[15..];
                length = end + 4 + (size is null ? 0 : int.Parse(size, System.Globalization.CultureInfo.InvariantCulture));
            }
        }
        for (var at = 0; at < answer.Length; at += piece)
        {
            await stream.WriteAsync(answer.AsMemory(at, Math.Min(piece, answer.Length - at)), Stop);
            piece = Math.Min(piece, answer.Length);
        }
        if (keepOpen)
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Stop);
        return Encoding.Latin1.GetString(request.ToArray());
    }

    private sealed class Broken : ISpeechToText
    {
        public int Asked { get; private set; }

        public string Name => "broken";

        public bool IsOpen => true;

        public Task<Transcript> TranscribeAsync(Sound speech, RecognitionContext context, CancellationToken cancellationToken)
        {
            Asked++;
            throw new SpeechException("It is broken.");
        }

        public Task CheckAsync(CancellationToken cancellationToken) => throw new SpeechException("It is broken.");
    }

    private sealed class Fixed(string text) : ISpeechToText
    {
        public string Name => "fixed";

        public bool IsOpen => false;

        public Task<Transcript> TranscribeAsync(Sound speech, RecognitionContext context, CancellationToken cancellationToken) => Task.FromResult(new Transcript(text, Name));

        public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
