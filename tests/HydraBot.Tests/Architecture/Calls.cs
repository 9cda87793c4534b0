using System.Reflection;

namespace HydraBot.Tests.Architecture;

/// <summary>Finds who calls a method, in the code itself: async methods and lambdas too.</summary>
internal static class Calls
{
    private const BindingFlags All =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IEnumerable<MethodBase> Of(Assembly assembly, MethodBase wanted) => assembly.GetTypes()
        .SelectMany(type => type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        .Where(method => method.GetMethodBody()?.GetILAsByteArray() is { } code && Mentions(method, code, wanted));

    /// <summary>Looks at each place where a token could stand after call, callvirt, newobj or ldftn.</summary>
    private static bool Mentions(MethodBase method, byte[] code, MethodBase wanted)
    {
        for (var at = 0; at + 4 < code.Length; at++)
        {
            if (code[at] is 0x28 or 0x6F or 0x73 or 0x06 && Resolve(method, BitConverter.ToInt32(code, at + 1)) is { } called
                && called.MetadataToken == wanted.MetadataToken && called.Module == wanted.Module)
            {
                return true;
            }
        }

        return false;
    }

    private static MethodBase? Resolve(MethodBase method, int token)
    {
        // Method definitions, references to members elsewhere, and instances of generic methods.
        if ((token >>> 24) is not (0x06 or 0x0A or 0x2B))
            return null;
        try
        {
            return method.Module.ResolveMethod(
                token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (Exception exception) when (exception is ArgumentException or BadImageFormatException)
        {
            // Bytes that only looked like a token.
            return null;
        }
    }
}
