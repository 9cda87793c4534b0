using System.Net;
using System.Net.Sockets;

namespace HydraBot.Hosting.Addresses;

/// <summary>Where an address lies, for whoever connects to what somebody else named.</summary>
internal enum AddressReach
{
    /// <summary>On the internet.</summary>
    Public,

    /// <summary>On a private network.</summary>
    Private,

    /// <summary>This machine itself.</summary>
    Loopback,

    /// <summary>Bound to a link, where clouds keep keys, or no address of one machine, or one that hides another: never to be reached by a name.</summary>
    Never,
}

/// <summary>Tells where addresses lie.</summary>
internal static class AddressReaches
{
    private static readonly IPNetwork[] Hiding = [IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("64:ff9b:1::/48"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("2001::/32")];

    public static AddressReach Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(plain))
            return AddressReach.Loopback;
        if (plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any) || plain.IsIPv6LinkLocal || plain.IsIPv6Multicast || Hiding.Any(network => network.Contains(plain)))
            return AddressReach.Never;
        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
            return plain.IsIPv6UniqueLocal || plain.IsIPv6SiteLocal ? AddressReach.Private : AddressReach.Public;
        var bytes = plain.GetAddressBytes();
        if (bytes[0] is 0 or >= 224 || bytes is [169, 254, ..])
            return AddressReach.Never;
        return bytes[0] == 10 || bytes is [172, >= 16 and <= 31, ..] || bytes is [192, 168, ..] || bytes is [100, >= 64 and <= 127, ..] ? AddressReach.Private : AddressReach.Public;
    }
}
