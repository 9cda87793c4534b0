using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.ClaudeCode.Posts;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Threads;

namespace HydraBot.ClaudeCode.Messages;

/// <summary>What members write in a session's thread goes to the session, down the road like everything.</summary>
internal sealed class ClaudeThreadRoom(GovernedExecutor road, SessionPosts posts, TimeProvider time) : IThreadRoom
{
    public string Room => SessionPosts.Room;

    public async Task HeardAsync(ThreadMessage message, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(message.Text))
            return;
        var arguments = new JsonObject { ["text"] = message.Text, ["session"] = message.Key, ["message"] = message.Id };
        var request = OperationRequest.Create("claude.send", JsonElement.Parse(arguments.ToJsonString()), message.Author, Door.Chat, time, $"discord-{message.Id}");
        var reason = await road.ExecuteAsync(request, null, cancellationToken) switch
        {
            OperationOutcome.Refused refused => refused.Refusal.Message,
            OperationOutcome.Failed failed => failed.Message,
            OperationOutcome.Cancelled cancelled => cancelled.Message,
            _ => null,
        };
        if (reason is not null)
            await posts.AddAsync(message.Key, new Card { Title = "That was not sent", Severity = CardSeverity.Warning, Text = reason, Footer = message.Author.Name }, cancellationToken);
    }
}
