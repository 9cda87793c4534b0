using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.Hosting;

namespace HydraBot.ClaudeCode.ChannelServer;

/// <summary>What a channel server says to the house and hears from it.</summary>
internal sealed class ChannelLine(HookLine line, ChannelSession session)
{
    // Of two servers beside one session the one that began later is heard; see ChannelEvents for the first letter.
    private readonly string _id = Guid.CreateVersion7().ToString("N");

    /// <summary>Says that it is here; why the house does not want it, or null.</summary>
    public async Task<string?> BeginAsync(CancellationToken cancellationToken)
    {
        var (status, text) = await SendAsync(ChannelEvents.Start, [], forever: true, cancellationToken);
        return status is HttpStatusCode.NoContent or HttpStatusCode.OK ? null : Detail(text) ?? $"The house answers {(int)status}.";
    }

    /// <summary>Waits for messages; none after a while, null when somebody else listens for the session.</summary>
    /// <param name="isHeard">True once Claude Code was seen to take what the channel says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<ChannelMessage>?> ListenAsync(bool isHeard, CancellationToken cancellationToken)
    {
        var rank = isHeard ? ChannelEvents.BeforeHooks : ChannelEvents.AfterHooks;
        var (status, text) = await SendAsync($"{ChannelEvents.Listen}?id={rank}{_id}&wait={(int)HookLine.Poll.TotalSeconds}", [], forever: true, cancellationToken);
        if (status == HttpStatusCode.Accepted)
            return [];
        return status == HttpStatusCode.OK
            ? [.. JsonElement.Parse(text).ItemsAt("messages").Select(message => new ChannelMessage(message.Text("id") ?? "", message.Text("author") ?? "", message.Text("text") ?? ""))]
            : null;
    }

    public Task DeliveredAsync(IEnumerable<ChannelMessage> messages, CancellationToken cancellationToken) =>
        SendAsync("Delivered", new JsonObject { ["ids"] = new JsonArray([.. messages.Select(message => JsonValue.Create(message.Id))]) }, forever: true, cancellationToken);

    /// <summary>Shows an answer in the thread; why that is not so, or null.</summary>
    public async Task<string?> ReplyAsync(string text, CancellationToken cancellationToken)
    {
        var (status, said) = await SendAsync(ChannelEvents.Reply, new JsonObject { ["text"] = text }, forever: true, cancellationToken);
        return status is HttpStatusCode.NoContent or HttpStatusCode.OK ? null : Detail(said) ?? $"The house answers {(int)status}.";
    }

    /// <summary>What was said into the channel is answered by nobody yet.</summary>
    public Task SilentAsync(CancellationToken cancellationToken) => SendAsync(ChannelEvents.Silent, [], forever: true, cancellationToken);

    public Task EndAsync(CancellationToken cancellationToken) => SendAsync(ChannelEvents.End, [], forever: false, cancellationToken);

    private Task<(HttpStatusCode Status, string Text)> SendAsync(string path, JsonObject body, bool forever, CancellationToken cancellationToken)
    {
        (body["session_id"], body["cwd"]) = (session.Id, session.Folder);
        return line.SendAsync(path, body.ToJsonString(), forever, cancellationToken);
    }

    private static string? Detail(string text)
    {
        try
        {
            return JsonElement.Parse(text).Text("detail");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A member's message on its way into a session.</summary>
internal sealed record ChannelMessage(string Id, string Author, string Text);
