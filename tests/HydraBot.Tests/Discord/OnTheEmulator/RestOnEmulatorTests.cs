using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.Discord.OnTheEmulator;

public class RestOnEmulatorTests
{
    private static CancellationToken Token => Patience.Token;

    [Fact]
    public async Task Every_route_works_once()
    {
        await using var bot = await EmulatedBot.StartAsync();
        var rest = bot.Client.Rest;
        Assert.Equal("HydraBot", (await rest.GetCurrentUserAsync(Token)).Username);
        Assert.Equal(bot.Client.ApplicationId, (await rest.GetCurrentApplicationAsync(Token)).Id);
        Assert.Equal("Hydra", Assert.Single(await rest.GetCurrentUserGuildsAsync(cancellationToken: Token)).Name);
        Assert.Equal("Hydra", (await rest.GetGuildAsync(bot.GuildId, withCounts: true, Token)).Name);
        Assert.Contains(await rest.GetGuildChannelsAsync(bot.GuildId, Token), channel => channel.Name == "status");
        Assert.Contains(await rest.GetGuildRolesAsync(bot.GuildId, Token), role => role.Name == "Owner");
        var viewer = Snowflake.Parse(bot.Desk.IdOf("viewer"));
        Assert.Equal("viewer", (await rest.GetGuildMemberAsync(bot.GuildId, viewer, Token)).User!.Username);
        Assert.Contains(await rest.GetGuildMembersAsync(bot.GuildId, cancellationToken: Token), member => member.User!.Id == viewer);
        Assert.Equal(viewer, Assert.Single(await rest.SearchGuildMembersAsync(bot.GuildId, "view", cancellationToken: Token)).User!.Id);
        Assert.Equal("command", (await rest.GetChannelAsync(bot.ChannelId, Token)).Name);
        Assert.Equal("viewer", (await rest.GetUserAsync(viewer, Token)).Username);
        await rest.TriggerTypingAsync(bot.ChannelId, Token);

        var sent = await rest.CreateMessageAsync(
            bot.ChannelId,
            new MessagePayload { Content = "hällo 😀", Embeds = [new() { Title = "t" }], Components = [new ActionRow(new Button("a", "b"))], Files = [FileUpload.FromText("log.txt", "lines", "a log")] },
            Token);
        Assert.Equal(("hällo 😀", "log.txt", 5L), (sent.Content, sent.Attachments[0].Filename, sent.Attachments[0].Size));
        Assert.Equal("b", Assert.IsType<Button>(Assert.IsType<ActionRow>(sent.Components[0]).Components[0]).Label);
        var edited = await rest.EditMessageAsync(bot.ChannelId, sent.Id, new MessagePayload { Content = "edited", Embeds = [], Components = [] }, Token);
        Assert.Equal(("edited", 0, 0, 1), (edited.Content, edited.Embeds.Count, edited.Components.Count, edited.Attachments.Count));
        Assert.Equal("edited", (await rest.GetMessageAsync(bot.ChannelId, sent.Id, Token)).Content);
        var reply = await rest.CreateMessageAsync(bot.ChannelId, new MessagePayload { Content = "re", MessageReference = new() { MessageId = sent.Id } }, Token);
        Assert.Equal((MessageType.Reply, sent.Id), (reply.Type, reply.ReferencedMessage!.Id));
        Assert.Equal(reply.Id, (await rest.GetMessagesAsync(bot.ChannelId, limit: 1, cancellationToken: Token))[0].Id);

        await rest.CreateReactionAsync(bot.ChannelId, sent.Id, "✅", Token);
        await bot.Desk.Member("viewer").PutAsync($"channels/{bot.Channel}/messages/{sent.Id}/reactions/{Uri.EscapeDataString("✅")}/@me");
        Assert.Equal(2, (await rest.GetReactionsAsync(bot.ChannelId, sent.Id, "✅", cancellationToken: Token)).Count);
        await rest.DeleteUserReactionAsync(bot.ChannelId, sent.Id, "✅", viewer, Token);
        await rest.DeleteOwnReactionAsync(bot.ChannelId, sent.Id, "✅", Token);
        Assert.Empty(await rest.GetReactionsAsync(bot.ChannelId, sent.Id, "✅", cancellationToken: Token));

        await rest.PinMessageAsync(bot.ChannelId, sent.Id, "worth it", Token);
        Assert.Equal(sent.Id, Assert.Single((await rest.GetPinsAsync(bot.ChannelId, cancellationToken: Token)).Items).Message.Id);
        await rest.UnpinMessageAsync(bot.ChannelId, sent.Id, cancellationToken: Token);

        var thread = await rest.StartThreadFromMessageAsync(bot.ChannelId, sent.Id, new ThreadPayload { Name = "talk" }, cancellationToken: Token);
        Assert.True(thread.IsThread);
        Assert.Equal("free", (await rest.StartThreadAsync(bot.ChannelId, new ThreadPayload { Name = "free", Type = ChannelType.PublicThread }, cancellationToken: Token)).Name);

        await rest.DeleteMessageAsync(bot.ChannelId, reply.Id, "clean", Token);
        var gone = await Assert.ThrowsAsync<DiscordRestException>(() => rest.GetMessageAsync(bot.ChannelId, reply.Id, Token));
        Assert.Equal(DiscordErrorCodes.UnknownMessage, gone.Code);
    }

    [Fact]
    public async Task A_refusal_names_its_field()
    {
        await using var bot = await EmulatedBot.StartAsync();
        var error = await Assert.ThrowsAsync<DiscordRestException>(() => bot.Client.Rest.CreateMessageAsync(
            bot.ChannelId, new MessagePayload { Content = "x", Components = [new ActionRow(new Button("same", "a"), new Button("same", "b"))] }, Token));
        Assert.Equal(DiscordErrorCodes.InvalidForm, error.Code);
        Assert.StartsWith("components[0].components[1]", Assert.Single(error.Errors).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_sent_at_once_meet_no_429()
    {
        await using var bot = await EmulatedBot.StartAsync();
        // The limit is unknown to a new client: it learns it from the headers before the first 429.
        var calls = Enumerable.Range(0, 12).Select(i => bot.Client.Rest.CreateMessageAsync(bot.ChannelId, $"{i}", Token));
        var messages = await Task.WhenAll(calls);
        Assert.Equal(12, messages.Select(message => message.Id).Distinct().Count());
        Assert.Equal(0, bot.Client.Rest.Statistics.RateLimited);
    }

    [Fact]
    public async Task Reactions_arrive_with_the_members_roles()
    {
        var seen = new TaskCompletionSource<MessageReactionAdd>();
        await using var bot = await EmulatedBot.StartAsync(client => client.On<MessageReactionAdd>((reaction, _) => Task.FromResult(seen.TrySetResult(reaction))));
        var message = await bot.Client.Rest.CreateMessageAsync(bot.ChannelId, "react", Token);
        await bot.Desk.Member("operator").PutAsync($"channels/{bot.Channel}/messages/{message.Id}/reactions/{Uri.EscapeDataString("✅")}/@me");
        var reaction = await seen.Task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Token);
        Assert.Equal(("✅", bot.Desk.IdOf("operator")), (reaction.Emoji.Name, $"{reaction.UserId}"));
        Assert.True(bot.Client.Cache.TryGetRole(Assert.Single(reaction.Member!.Roles), out var role));
        Assert.Equal("Operator", role.Name);
    }
}
