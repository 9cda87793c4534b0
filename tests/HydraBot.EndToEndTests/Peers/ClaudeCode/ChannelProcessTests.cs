using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using HydraBot.Testing.Drivers;
using ModelContextProtocol.Client;
using Xunit;

namespace HydraBot.EndToEndTests.Peers.ClaudeCode;

/// <summary>The channel server as Claude Code starts it, a process on two pipes, with the SDK's client at the other end and people on Discord.</summary>
[Collection(InRealTime.Name)]
public sealed class ChannelProcessTests
{
    private const string Session = "5f0c9d6e-1111-4222-8333-444455556666";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thread_speaks_with_its_session_over_the_channel_also_after_the_house_was_killed()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var folder = Directory.CreateTempSubdirectory("hydrabot-channel-");
        string[] settings = [$"--Api:Url=http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}", "--ClaudeCode:ChannelServer=true", "--Sandbox:TestAtStart=false"];
        free.Stop();
        var house = await HouseProcess.StartAsync(Token, folder.FullName, settings);
        try
        {
            var heard = Channel.CreateUnbounded<JsonObject>();
            await using var client = await ClientAsync(house, folder.FullName, heard.Writer);
            string thread;
            await using (var member = await house.SignInAsync("operator", Token))
            {
                thread = (await SeenAsync(member, message => Look.Says(message, "The session began")))["channel_id"]!.ToString();
                await member.WriteInAsync(thread, "Which animal?", Token);
                Assert.Equal("Which animal?", (await HeardAsync(heard))["content"]!.ToString());
                await ReplyAsync(client, "A zebra.");
                await SeenAsync(member, message => Look.IsIn(message, thread) && Look.Says(message, "A zebra."));

                var watch = Stopwatch.StartNew();
                await member.WriteInAsync(thread, "And another?", Token);
                await HeardAsync(heard);
                await ReplyAsync(client, "An okapi.");
                await SeenAsync(member, message => Look.IsIn(message, thread) && Look.Says(message, "An okapi."));
                TestContext.Current.TestOutputHelper?.WriteLine($"From message to reply over the channel: {watch.ElapsedMilliseconds} ms");

                await member.WriteInAsync(thread, "Before the end?", Token);
                Assert.Equal("Before the end?", (await HeardAsync(heard))["content"]!.ToString());
            }

            // Killed between a message and its answer: the answer arrives, and the server listens again by itself.
            await house.KillAsync();
            await house.DisposeAsync();
            var reply = ReplyAsync(client, "After the end.");
            house = await HouseProcess.StartAsync(Token, folder.FullName, settings);
            await reply;
            await using (var member = await house.SignInAsync("operator", Token))
            {
                // It may have been written before this member was back.
                if (!(await member.ReadInAsync(thread, Token)).Any(message => Look.Says(message!, "After the end.")))
                    await SeenAsync(member, message => Look.IsIn(message, thread) && Look.Says(message, "After the end."));
                await member.WriteInAsync(thread, "Still there?", Token);
                while ((await HeardAsync(heard))["content"]!.ToString() != "Still there?")
                {
                    // What it had when the house was killed may come again, with the same id.
                }
            }
        }
        finally
        {
            await house.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<McpClient> ClientAsync(HouseProcess house, string folder, ChannelWriter<JsonObject> heard)
    {
        var options = new McpClientOptions { ProtocolVersion = "2025-11-25" };
        options.Handlers.NotificationHandlers =
        [
            new("notifications/claude/channel", (said, _) =>
            {
                heard.TryWrite(said.Params!.AsObject());
                return ValueTask.CompletedTask;
            }),
        ];
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = "dotnet",
            Arguments = [Path.Combine(AppContext.BaseDirectory, "HydraBot.dll"), "claude-channel", "--url", house.Api.GetLeftPart(UriPartial.Authority), "--key-file", Path.Combine(folder, "claude-hook-key")],
            EnvironmentVariables = new Dictionary<string, string?> { ["CLAUDE_CODE_SESSION_ID"] = Session, ["CLAUDE_PROJECT_DIR"] = "/srv/shop" },
        });
        return await McpClient.CreateAsync(transport, options, null, Token).WaitAsync(Patience, Token);
    }

    private static Task<JsonObject> HeardAsync(Channel<JsonObject> heard) => heard.Reader.ReadAsync(Token).AsTask().WaitAsync(Patience, Token);

    private static async Task ReplyAsync(McpClient client, string text)
    {
        var answer = await client.CallToolAsync("reply", new Dictionary<string, object?> { ["text"] = text }, cancellationToken: Token).AsTask().WaitAsync(Patience, Token);
        Assert.NotEqual(true, answer.IsError);
    }

    private static async Task<JsonNode> SeenAsync(MemberSession member, Func<JsonNode, bool> fits)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        return await member.Screen.MessageAsync(fits, limit.Token);
    }
}
