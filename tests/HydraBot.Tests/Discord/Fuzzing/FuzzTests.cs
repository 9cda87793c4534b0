using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using HydraBot.Discord;
using HydraBot.Discord.Gateway;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HydraBot.Tests.Discord.Fuzzing;

/// <summary>
/// Whatever comes over the wire is read, or refused as unreadable; nothing crashes and nothing hangs. The cases are the same at each run;
/// <c>HYDRA_FUZZ=20000000</c> makes more of them.
/// </summary>
public class FuzzTests(FuzzTests.Kept kept) : IClassFixture<FuzzTests.Kept>
{
    private const int Usual = 400_000;

    private static int Cases => int.TryParse(Environment.GetEnvironmentVariable("HYDRA_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : Usual;

    [Fact]
    public void A_gateway_frame_is_read_or_refused_as_no_payload_and_the_cache_survives_what_was_read()
    {
        var events = Dispatcher();
        var cache = new GuildCache(new DiscordClientOptions { Token = "t", CachedMembers = 100, CachedChannels = 100 });
        cache.Attach(events);
        var read = Run(kept.Corpus.Frames, frame =>
        {
            try
            {
                var envelope = GatewayEnvelope.Read(frame);
                if (!events.TryRead(envelope, out var received))
                    return false;
                received?.Accept();
                return received is not null;
            }
            catch (JsonException)
            {
                return false;
            }
        });
        // Most events are nobody's here, and are not read.
        Assert.InRange(read, 0.02, 0.95);
    }

    [Fact]
    public void An_interaction_is_read_or_refused_and_what_was_read_can_be_looked_at()
    {
        var events = Dispatcher();
        string?[] seen = [];
        events.Slot<InteractionCreate>().Observe(interaction => seen = LookAt(interaction));
        var frames = kept.Corpus.Frames.Where(frame => Encoding.UTF8.GetString(frame).Contains("INTERACTION_CREATE", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, frames.Count);
        var read = Run(frames, frame =>
        {
            seen = [];
            try
            {
                events.TryRead(GatewayEnvelope.Read(frame), out var received);
                received?.Accept();
                return seen.Length > 0;
            }
            catch (Exception error) when (error is JsonException or DiscordException)
            {
                return false;
            }
        });
        Assert.InRange(read, 0.05, 0.95);
    }

    [Fact]
    public void A_rest_answer_is_read_or_refused_and_an_error_is_always_told()
    {
        var route = RestRoute.Post("/channels/{channel}/messages", new Snowflake(1));
        using var limited = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        var read = Run([.. kept.Corpus.Messages, .. kept.Corpus.Errors, """{"message":"m","retry_after":0.5,"global":true}"""u8.ToArray()], answer =>
        {
            var text = Encoding.UTF8.GetString(answer);
            Assert.NotEmpty(RestErrors.Read(route, HttpStatusCode.BadRequest, null, text, 1).Message);
            Assert.InRange(RateLimitHeaders.Of(limited, text).RetryAfter!.Value, TimeSpan.Zero, TimeSpan.FromDays(1));
            try
            {
                return JsonSerializer.Deserialize(answer, DiscordJson.Default.Message) is not null;
            }
            catch (JsonException)
            {
                return false;
            }
        });
        Assert.InRange(read, 0.05, 0.95);
    }

    [Fact]
    public void A_broken_compressed_stream_ends_in_one_kind_of_error_and_bounded_memory()
    {
        var random = new Random(7);
        var whole = Compressed(kept.Corpus.Frames[1]);
        for (var round = 0; round < Cases / 20; round++)
        {
            var spoiled = whole.ToArray();
            for (var faults = random.Next(1, 6); faults > 0; faults--)
                spoiled[random.Next(spoiled.Length)] = (byte)random.Next(256);
            using var decoder = new ZlibStreamDecoder(1 << 20);
            try
            {
                Assert.InRange(decoder.Decode(spoiled).Length, 0, 1 << 20);
            }
            catch (Exception error) when (error is InvalidDataException or IOException)
            {
                // What the connection takes as the end of itself.
            }
        }
    }

    private static string?[] LookAt(InteractionCreate interaction)
    {
        var data = interaction.Data;
        return
        [
            interaction.ToString(), data?.Path, data?.Argument("container")?.Name, data?.Focused?.Name, data?.CustomId,
            data?.Inputs.Count.ToString(CultureInfo.InvariantCulture), interaction.Author?.Username,
        ];
    }

    private static double Run(IReadOnlyList<byte[]> corpus, Func<byte[], bool> read)
    {
        var mutator = new JsonMutator(seed: 20261128);
        var (count, whole, slowest) = (Cases, 0, TimeSpan.Zero);
        for (var round = 0; round < count; round++)
        {
            var spoiled = mutator.Mutate(corpus[round % corpus.Count]);
            var since = Stopwatch.GetTimestamp();
            try
            {
                whole += read(spoiled) ? 1 : 0;
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Case {round} ended in {error.GetType().Name}: {Encoding.UTF8.GetString(spoiled)}", error);
            }
            slowest = Stopwatch.GetElapsedTime(since) is var took && took > slowest ? took : slowest;
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{count} cases, {(double)whole / count:P0} readable, the slowest took {slowest.TotalMilliseconds:0.0} ms");
        return (double)whole / count;
    }

    private static EventDispatcher Dispatcher() => new(new DiscordClientOptions { Token = "t" }, TimeProvider.System, NullLogger<EventDispatcher>.Instance);

    private static byte[] Compressed(byte[] frame)
    {
        using var bytes = new MemoryStream();
        using var zlib = new ZLibStream(bytes, CompressionLevel.Fastest);
        zlib.Write(frame);
        zlib.Flush();
        return bytes.ToArray();
    }

    public sealed class Kept : IAsyncLifetime
    {
        internal Corpus Corpus { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Corpus = await Corpus.CollectAsync();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
