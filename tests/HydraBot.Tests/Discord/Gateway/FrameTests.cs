using HydraBot.Discord;
using HydraBot.Discord.Gateway.Events;
using Xunit;

namespace HydraBot.Tests.Discord.Gateway;

public class FrameTests
{
    private const string Message = """{"id":"1","channel_id":"20","content":"hello","author":{"id":"6","username":"u"},"timestamp":"2026-01-01T00:00:00+00:00"}""";

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"op":"zero"}""")]
    [InlineData("""{"op":0,"s":9,"t":"MESSAGE_CREATE","d":{"id":"1","channel_id":""")]
    [InlineData("""{"op":0,"d":{}}""")]
    public async Task Five_invalid_frames_in_a_row_are_tolerated_and_the_sixth_reconnects(string invalid)
    {
        var seen = new TaskCompletionSource<string>();
        await using var bot = await RunningBot.StartAsync(configure: client => client.On<MessageCreate>((message, _) => Task.FromResult(seen.TrySetResult(message.Content))));
        for (var i = 0; i < 5; i++)
            await bot.Gateway.SendAsync(invalid);
        await bot.Gateway.DispatchAsync("MESSAGE_CREATE", 2, Message);
        Assert.Equal("hello", await seen.Task.WaitAsync(Patience.Token));
        Assert.Equal(0, bot.Client.State.Reconnects);
        Assert.Equal(5, bot.Client.Statistics.Unreadable);

        for (var i = 0; i < 6; i++)
            await bot.Gateway.SendAsync(invalid);
        Assert.Equal(4000, await bot.Gateway.ClosedByClient);
        var again = await bot.Discord.NextGatewayAsync();
        await again.HelloAsync();
        Assert.Equal(2, (int)(await again.ExpectAsync(6))["d"]!["seq"]!);
    }

    [Fact]
    public async Task An_event_of_an_unknown_form_is_lost_and_the_connection_goes_on()
    {
        var seen = new TaskCompletionSource<string>();
        await using var bot = await RunningBot.StartAsync(configure: client => client.On<MessageCreate>((message, _) => Task.FromResult(seen.TrySetResult(message.Content))));
        for (var i = 0; i < 10; i++)
            await bot.Gateway.DispatchAsync("MESSAGE_CREATE", 2 + i, """{"id":{"a":"new form"}}""");
        await bot.Gateway.DispatchAsync("AN_EVENT_OF_NEXT_YEAR", 12, """{"a":1}""");
        await bot.Gateway.DispatchAsync("MESSAGE_CREATE", 13, Message);
        Assert.Equal("hello", await seen.Task.WaitAsync(Patience.Token));
        Assert.Equal((10, 0), (bot.Client.Statistics.Unreadable, bot.Client.State.Reconnects));
    }

    [Theory]
    [InlineData("""{"op":0,"d":DATA,"s":5,"t":"MESSAGE_CREATE"}""")]
    [InlineData("""{"d":DATA,"op":0,"t":"MESSAGE_CREATE","s":5}""")]
    [InlineData(""" { "t" : "MESSAGE_CREATE" , "s" : 5 , "op" : 0 , "d" : DATA } """)]
    [InlineData("""{"t":"MESSAGE_CREATE","s":5,"op":0,"d":DATA,"more":{"d":{}}}""")]
    public async Task The_order_and_spacing_of_a_frame_do_not_matter(string frame)
    {
        var seen = new TaskCompletionSource<string>();
        await using var bot = await RunningBot.StartAsync(configure: client => client.On<MessageCreate>((message, _) => Task.FromResult(seen.TrySetResult(message.Content))));
        await bot.Gateway.SendAsync(frame.Replace("DATA", Message, StringComparison.Ordinal));
        Assert.Equal("hello", await seen.Task.WaitAsync(Patience.Token));
        Assert.Equal((5, 0), (bot.Client.State.LastSequence, bot.Client.Statistics.Unreadable));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_of_any_size_arrive_whole_compressed_or_not(bool compress)
    {
        var seen = System.Threading.Channels.Channel.CreateUnbounded<string>();
        await using var bot = await RunningBot.StartAsync(
            discord => new DiscordClientOptions { Token = "t", ApiBaseUrl = discord.ApiBaseUrl, Compress = compress },
            configure: client => client.On<MessageCreate>((message, _) => seen.Writer.WriteAsync(message.Content, Patience.Token).AsTask()));
        Assert.Equal(compress, bot.Gateway.Query.Contains("compress=zlib-stream", StringComparison.Ordinal));

        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var content = Convert.ToHexString(RandomBytes(random, i % 20 == 19 ? 700_000 : random.Next(1, 20_000)));
            await bot.Gateway.SendAsync(
                $$$"""{"t":"MESSAGE_CREATE","s":{{{i + 2}}},"op":0,"d":{"id":"1","channel_id":"20","content":"{{{content}}}","author":{"id":"6","username":"u"},"timestamp":"2026-01-01T00:00:00+00:00"}}""",
                pieces: random.Next(1, 5));
            Assert.Equal(content, await seen.Reader.ReadAsync(Patience.Token));
        }
        Assert.Equal(0, bot.Client.State.Reconnects);
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
