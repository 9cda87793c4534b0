using FsCheck.Xunit;
using HydraBot.Discord.Gateway;
using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Gateway;

public class CacheLawTests
{
    [Property(MaxTest = 500)]
    public void A_member_comes_out_of_the_cache_as_it_went_in(
        ulong id, string? name, string? globalName, string? nick, byte[]? avatar, bool animated, long joined, ulong[]? roles, bool bot, bool deaf, bool pending)
    {
        var hash = avatar is null ? null : (animated ? "a_" : "") + Convert.ToHexStringLower(avatar);
        var member = new Member
        {
            User = new User { Id = new Snowflake(id), Username = Sound(name) ?? "", GlobalName = Sound(globalName), Avatar = hash, Bot = bot, Discriminator = animated ? "0" : null },
            Nick = Sound(nick),
            Avatar = deaf ? "0123456789abcdef0123456789abcdef" : "a_0123456789abcdef0123456789abcdef",
            JoinedAt = pending ? null : DateTimeOffset.UnixEpoch.AddTicks(Math.Abs(joined % DateTimeOffset.UnixEpoch.Ticks)),
            CommunicationDisabledUntil = bot ? DateTimeOffset.UnixEpoch : null,
            Roles = [.. (roles ?? []).Select(role => new Snowflake(role))],
            Deaf = deaf,
            Mute = !deaf,
            Pending = pending,
        };
        var back = PackedMember.Of(member, member.User).Unpack(member.User.Id);
        Assert.Equal(member.User, back.User);
        Assert.Equal(member.Roles, back.Roles);
        Assert.Equal(member with { User = null, Roles = [] }, back with { User = null, Roles = [] });
    }

    /// <summary>JSON gives no half surrogate pairs.</summary>
    private static string? Sound(string? text) => text is null ? null : string.Concat(text.Where(c => !char.IsSurrogate(c)));

    [Property(MaxTest = 500)]
    public void A_full_map_forgets_what_was_used_longest_ago_and_nothing_else((byte Key, byte Kind)[] steps)
    {
        const int capacity = 8;
        var map = new BoundedMap<int, int>(capacity);
        var model = new List<(int Key, int Value)>();
        for (var step = 0; step < steps.Length; step++)
        {
            var (key, kind) = (steps[step].Key % 20, steps[step].Kind % 8);
            var known = model.FindIndex(entry => entry.Key == key);
            if (kind == 0)
            {
                map.Remove(key);
                if (known >= 0)
                    model.RemoveAt(known);
            }
            else if (kind == 1)
            {
                map.RemoveWhere((one, _) => one % 3 == 0);
                model.RemoveAll(entry => entry.Key % 3 == 0);
            }
            else if (kind <= 4)
            {
                Assert.Equal(known >= 0, map.TryGet(key, out var value));
                if (known < 0)
                    continue;
                Assert.Equal(model[known].Value, value);
                model.Insert(0, model[known]);
                model.RemoveAt(known + 1);
            }
            else
            {
                map.Set(key, step);
                if (known >= 0)
                    model.RemoveAt(known);
                else if (model.Count == capacity)
                    model.RemoveAt(capacity - 1);
                model.Insert(0, (key, step));
            }
            Assert.Equal(model.Select(entry => entry.Value), map.Where(_ => true));
        }
    }
}
