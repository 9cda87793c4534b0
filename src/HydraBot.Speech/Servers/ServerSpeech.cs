using System.Buffers;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using HydraBot.Speech.Synthesis;

namespace HydraBot.Speech.Servers;

/// <summary><c>POST /v1/audio/speech</c> of any OpenAI-compatible server: Kokoro-FastAPI, Speaches, LocalAI. Asked for raw PCM, which is 24 kHz, 16 bit, mono.</summary>
public sealed class ServerSpeech(SpeechServer server, string voice, HttpClient http, TimeProvider time) : ITextToSpeech
{
    private const int Rate = 24_000;
    private const int Piece = 4800;

    /// <inheritdoc />
    public string Name => "openai";

    /// <inheritdoc />
    public async IAsyncEnumerable<Sound> SpeakAsync(string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var sentence in Sentences.Split(SpokenForm.Of(text)))
        {
            await foreach (var sound in SayAsync(sentence, cancellationToken))
                yield return sound;
        }
    }

    /// <inheritdoc />
    public Task CheckAsync(CancellationToken cancellationToken) => server.CheckAsync(http, time, cancellationToken);

    private async IAsyncEnumerable<Sound> SayAsync(string sentence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var body = new ByteArrayContent(Body(sentence));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = server.Request(HttpMethod.Post, "audio/speech", body);
        using var answer = await server.SendAsync(http, request, time, cancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType is { } type && (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("json", StringComparison.Ordinal)))
            throw new SpeechException($"{request.RequestUri} answered with {type} instead of sound.");
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[Piece * 2];
        var have = 0;
        var isFirst = true;
        while (await ReadAsync(stream, buffer.AsMemory(have), request.RequestUri!, cancellationToken) is > 0 and var read)
        {
            have += read;
            if (have < buffer.Length)
                continue;
            yield return Sound(buffer.AsSpan(0, have), ref isFirst);
            have = 0;
        }
        // A piece may end in the middle of a sample; the last byte of all may not.
        if (have >= 2)
            yield return Sound(buffer.AsSpan(0, have), ref isFirst);
    }

    private static Sound Sound(ReadOnlySpan<byte> bytes, ref bool isFirst)
    {
        // Some servers send a WAVE header although raw sound was asked for: it would be heard as a click.
        if (isFirst && bytes.Length > 44 && bytes[..4].SequenceEqual("RIFF"u8))
        {
            isFirst = false;
            return WaveFile.Read(bytes);
        }
        isFirst = false;
        return new Sound(PcmBytes.Read(bytes), Rate);
    }

    private async Task<int> ReadAsync(Stream stream, Memory<byte> buffer, Uri from, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(server.Stall, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await stream.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException($"{from} stopped in the middle of an answer for {server.Stall.TotalSeconds:0.#} s.");
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new SpeechException($"{from} broke off in the middle of an answer: {exception.Message}", exception);
        }
    }

    private byte[] Body(string sentence)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", server.Model);
            json.WriteString("input", sentence);
            json.WriteString("voice", voice);
            json.WriteString("response_format", "pcm");
            json.WriteString("stream_format", "audio");
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
