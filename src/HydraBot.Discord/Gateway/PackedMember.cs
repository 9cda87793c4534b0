using System.Buffers;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway;

/// <summary>
/// A member as the cache keeps it: one array of about 70 bytes instead of ten objects. Who it is, the map's key says; what a member may do in a channel is
/// left out, since it is true of that channel alone.
/// </summary>
internal readonly struct PackedMember
{
    private const int HashBytes = 16;
    private const string Animated = "a_";

    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdef");

    private readonly byte[] _bytes;

    private PackedMember(byte[] bytes) => _bytes = bytes;

    [Flags]
    private enum Facts : ushort
    {
        None = 0,
        Bot = 1,
        System = 1 << 1,
        Deaf = 1 << 2,
        Mute = 1 << 3,
        Pending = 1 << 4,
        Joined = 1 << 5,
        Disabled = 1 << 6,
        GlobalName = 1 << 7,
        Nick = 1 << 8,
        Avatar = 1 << 9,
        GuildAvatar = 1 << 10,
        Discriminator = 1 << 11,
    }

    public static PackedMember Of(Member member, User user)
    {
        using var stream = new MemoryStream(128);
        using var writer = new BinaryWriter(stream);
        writer.Write((ushort)FactsOf(member, user));
        // What is never null in Discord's documents may still be null on the wire.
        writer.Write(user.Username ?? "");
        WriteText(writer, user.GlobalName);
        WriteText(writer, member.Nick);
        WriteText(writer, user.Discriminator);
        WriteHash(writer, user.Avatar);
        WriteHash(writer, member.Avatar);
        WriteTime(writer, member.JoinedAt);
        WriteTime(writer, member.CommunicationDisabledUntil);
        foreach (var role in member.Roles ?? [])
            writer.Write(role.Value);
        return new PackedMember(stream.ToArray());
    }

    /// <param name="userId">Whose it is.</param>
    public Member Unpack(Snowflake userId)
    {
        using var stream = new MemoryStream(_bytes, writable: false);
        using var reader = new BinaryReader(stream);
        var facts = (Facts)reader.ReadUInt16();
        var user = new User
        {
            Id = userId,
            Username = reader.ReadString(),
            GlobalName = facts.HasFlag(Facts.GlobalName) ? reader.ReadString() : null,
            Bot = facts.HasFlag(Facts.Bot),
            System = facts.HasFlag(Facts.System),
        };
        var nick = facts.HasFlag(Facts.Nick) ? reader.ReadString() : null;
        user.Discriminator = facts.HasFlag(Facts.Discriminator) ? reader.ReadString() : null;
        user.Avatar = facts.HasFlag(Facts.Avatar) ? ReadHash(reader) : null;
        return new Member
        {
            User = user,
            Nick = nick,
            Avatar = facts.HasFlag(Facts.GuildAvatar) ? ReadHash(reader) : null,
            JoinedAt = facts.HasFlag(Facts.Joined) ? ReadTime(reader) : null,
            CommunicationDisabledUntil = facts.HasFlag(Facts.Disabled) ? ReadTime(reader) : null,
            Deaf = facts.HasFlag(Facts.Deaf),
            Mute = facts.HasFlag(Facts.Mute),
            Pending = facts.HasFlag(Facts.Pending),
            Roles = ReadRoles(reader),
        };
    }

    private static Facts FactsOf(Member member, User user) =>
        If(user.Bot, Facts.Bot) | If(user.System, Facts.System) | If(member.Deaf, Facts.Deaf) | If(member.Mute, Facts.Mute) | If(member.Pending, Facts.Pending)
        | If(member.JoinedAt is not null, Facts.Joined) | If(member.CommunicationDisabledUntil is not null, Facts.Disabled)
        | If(user.GlobalName is not null, Facts.GlobalName) | If(member.Nick is not null, Facts.Nick) | If(user.Avatar is not null, Facts.Avatar)
        | If(member.Avatar is not null, Facts.GuildAvatar) | If(user.Discriminator is not null, Facts.Discriminator);

    private static Facts If(bool holds, Facts fact) => holds ? fact : Facts.None;

    private static void WriteText(BinaryWriter writer, string? text)
    {
        if (text is not null)
            writer.Write(text);
    }

    /// <summary>A hash of 32 hexadecimal digits is 16 bytes, behind a byte that says so; anything else is text.</summary>
    private static void WriteHash(BinaryWriter writer, string? hash)
    {
        if (hash is null)
            return;
        var digits = hash.StartsWith(Animated, StringComparison.Ordinal) ? hash.AsSpan(Animated.Length) : hash;
        Span<byte> bytes = stackalloc byte[HashBytes];
        if (digits.Length != HashBytes * 2 || digits.ContainsAnyExcept(HexadecimalDigits) || Convert.FromHexString(digits, bytes, out _, out _) != OperationStatus.Done)
        {
            writer.Write((byte)HashForm.Text);
            writer.Write(hash);
            return;
        }
        writer.Write((byte)(digits.Length == hash.Length ? HashForm.Still : HashForm.Animated));
        writer.Write(bytes);
    }

    private static string ReadHash(BinaryReader reader) => (HashForm)reader.ReadByte() switch
    {
        HashForm.Text => reader.ReadString(),
        HashForm.Animated => Animated + Convert.ToHexStringLower(reader.ReadBytes(HashBytes)),
        _ => Convert.ToHexStringLower(reader.ReadBytes(HashBytes)),
    };

    private static void WriteTime(BinaryWriter writer, DateTimeOffset? time)
    {
        if (time is { } at)
            writer.Write(at.UtcTicks);
    }

    private static DateTimeOffset ReadTime(BinaryReader reader) => new(reader.ReadInt64(), TimeSpan.Zero);

    private static Snowflake[] ReadRoles(BinaryReader reader)
    {
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        var roles = new Snowflake[left / sizeof(ulong)];
        for (var role = 0; role < roles.Length; role++)
            roles[role] = new Snowflake(reader.ReadUInt64());
        return roles;
    }

    private enum HashForm : byte
    {
        Text,
        Still,
        Animated,
    }
}
