using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>Op 8: members of a guild by name or id, answered in GUILD_MEMBERS_CHUNK events of up to a thousand.</summary>
internal sealed class MemberRequests(DiscordWorld world, Shapes shapes, Presences presences)
{
    private const int ChunkSize = 1_000;
    private const int MaxLimit = 100;

    public void Answer(GatewaySession session, JsonElement data)
    {
        var guildText = data.ValueKind != JsonValueKind.Object ? null : data.TryGetProperty("guild_id", out var one) && one.ValueKind == JsonValueKind.Array
            ? one.EnumerateArray().FirstOrDefault().GetString()
            : data.Text("guild_id");
        if (!Snowflake.TryParse(guildText, out var guildId))
            throw new GatewayCloseException(GatewayCloseCode.DecodeError, "Error while decoding payload.");
        if (world.Guilds.Find(guildId) is null || world.Members.Find(new MemberKey(guildId, session.User.Id)) is null)
            return;
        var wanted = Ids(data);
        var found = wanted.Count > 0
            ? wanted.Select(id => world.Members.Find(new MemberKey(guildId, id))).OfType<Member>().ToList()
            : ByName(session, guildId, data);
        var notFound = wanted.Where(id => found.All(member => member.UserId != id)).ToList();
        SendChunks(session, guildId, found, notFound, data);
    }

    private List<Member> ByName(GatewaySession session, Snowflake guildId, JsonElement data)
    {
        var query = data.Text("query") ?? throw new GatewayCloseException(GatewayCloseCode.DecodeError, "Either query or user_ids is required.");
        var limit = data.TryGetProperty("limit", out var number) && number.TryGetInt32(out var given) ? given : 0;
        if (query.Length == 0 && limit == 0)
        {
            if (!session.Has(GatewayIntents.GuildMembers))
                throw new GatewayCloseException(GatewayCloseCode.DisallowedIntents, "Requesting all members needs the GUILD_MEMBERS intent.");
            return [.. world.MembersOf(guildId)];
        }
        return [.. world.MembersOf(guildId).Where(member => Matches(member, query)).Take(Math.Clamp(limit, 1, MaxLimit))];
    }

    private bool Matches(Member member, string prefix) =>
        world.Users.Find(member.UserId)!.Username.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        || member.Nick?.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) == true;

    private void SendChunks(GatewaySession session, Snowflake guildId, List<Member> found, List<Snowflake> notFound, JsonElement data)
    {
        var chunks = found.Chunk(ChunkSize).DefaultIfEmpty([]).ToList();
        var withPresences = data.IsTrue("presences") && session.Has(GatewayIntents.GuildPresences);
        for (var index = 0; index < chunks.Count; index++)
        {
            var chunk = new JsonObject
            {
                ["guild_id"] = guildId.ToString(),
                ["members"] = JsonShape.Array(chunks[index].Select(shapes.Users.Member)),
                ["chunk_index"] = index,
                ["chunk_count"] = chunks.Count,
                ["not_found"] = JsonShape.Array(notFound),
            };
            if (withPresences)
                chunk["presences"] = JsonShape.Array(chunks[index].Select(member => presences.Of(member.UserId, guildId)));
            if (data.Text("nonce") is { Length: <= 32 } nonce)
                chunk["nonce"] = nonce;
            session.Dispatch("GUILD_MEMBERS_CHUNK", chunk);
        }
    }

    private static List<Snowflake> Ids(JsonElement data)
    {
        if (!data.TryGetProperty("user_ids", out var ids))
            return [];
        var texts = ids.ValueKind == JsonValueKind.Array ? ids.EnumerateArray().Select(id => id.GetString()) : [ids.GetString()];
        return [.. texts.Where(text => Snowflake.TryParse(text, out _)).Select(text => Snowflake.Parse(text!)).Take(MaxLimit)];
    }
}
