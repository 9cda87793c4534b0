using System.Globalization;
using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Interactions;

/// <summary>Turns a submission into an interaction and brings it to the application's sessions.</summary>
internal sealed class InteractionDelivery(DiscordWorld world, Access access, Happenings happenings, Shapes shapes, InteractionDeadlines deadlines)
{
    private const string Locale = "en-US";
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private DateTimeOffset _swept;

    public void Deliver(InteractionSubmission submission, Channel place, User user, string? nonce)
    {
        RemoveOld();
        var id = world.Ids.Next();
        var interaction = world.Interactions.Save(new Interaction(
            id, submission.Type, submission.Application.Id, user.Id, place.Id, Tokens.ForInteraction(id), world.Time.GetUtcNow())
        {
            GuildId = place.GuildId,
            Nonce = nonce,
            Metadata = submission.Metadata with { Id = id },
            SourceMessageId = submission.Source?.Id,
        });
        deadlines.Start(interaction);
        happenings.Tell(user.Id, "INTERACTION_CREATE", new JsonObject { ["id"] = id.ToString(), ["nonce"] = nonce });
        happenings.Tell(submission.Application.Id, "INTERACTION_CREATE", Payload(interaction, submission, place), place.GuildId);
    }

    private JsonObject Payload(Interaction interaction, InteractionSubmission submission, Channel place)
    {
        var userPermissions = access.InChannel(place, interaction.UserId);
        var payload = new JsonObject
        {
            ["id"] = interaction.Id.ToString(),
            ["application_id"] = interaction.ApplicationId.ToString(),
            ["type"] = (int)interaction.Type,
            ["token"] = interaction.Token,
            ["version"] = 1,
            ["data"] = submission.Data,
            ["channel_id"] = place.Id.ToString(),
            ["channel"] = shapes.Channels.Partial(place, interaction.UserId, userPermissions),
            ["app_permissions"] = ((ulong)access.InChannel(place, interaction.ApplicationId)).ToString(CultureInfo.InvariantCulture),
            ["locale"] = Locale,
            ["entitlements"] = new JsonArray(),
            ["attachment_size_limit"] = RequestBody.MaxFileBytes,
        };
        if (place.GuildId is { } guildId)
            AddGuild(payload, guildId, interaction, userPermissions);
        else
            AddDirect(payload, interaction);
        if (submission.Source is { } source)
            payload["message"] = shapes.Messages.Message(source, interaction.ApplicationId);
        return payload;
    }

    private void AddGuild(JsonObject payload, Snowflake guildId, Interaction interaction, Permissions permissions)
    {
        var member = UserShape.MemberWithPermissions(world.Members.Find(new MemberKey(guildId, interaction.UserId))!, permissions);
        member["user"] = shapes.Users.User(interaction.UserId);
        payload["member"] = member;
        payload["guild_id"] = guildId.ToString();
        payload["guild"] = new JsonObject { ["id"] = guildId.ToString(), ["locale"] = Locale, ["features"] = new JsonArray() };
        payload["guild_locale"] = Locale;
        payload["context"] = 0;
        payload["authorizing_integration_owners"] = new JsonObject { ["0"] = guildId.ToString() };
    }

    private void AddDirect(JsonObject payload, Interaction interaction)
    {
        payload["user"] = shapes.Users.User(interaction.UserId);
        payload["context"] = 1;
        payload["authorizing_integration_owners"] = new JsonObject { ["0"] = "0" };
    }

    private void RemoveOld()
    {
        var now = world.Time.GetUtcNow();
        if (now - _swept < SweepInterval)
            return;
        _swept = now;
        foreach (var old in world.Interactions.All.Where(one => now - one.CreatedAt > 2 * Interaction.TokenLife).ToList())
            world.Interactions.Remove(old.Id);
    }
}
