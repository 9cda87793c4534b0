using System.Globalization;
using System.Text;

namespace HydraBot.Discord.Rest;

/// <summary>
/// One call of the API: method, template (what a rate limit is first known by), path, and the major parameters that every
/// limit is counted apart for. https://discord.com/developers/docs/topics/rate-limits
/// </summary>
internal sealed record RestRoute(HttpMethod Method, string Template, string Path, string Major)
{
    private const char Open = '{';

    /// <summary>What a limit is known by until Discord has named its bucket.</summary>
    public string Key { get; } = $"{Method} {Template}";

    public static RestRoute Get(string template, params ReadOnlySpan<object> values) => Of(HttpMethod.Get, template, values);

    public static RestRoute Post(string template, params ReadOnlySpan<object> values) => Of(HttpMethod.Post, template, values);

    public static RestRoute Put(string template, params ReadOnlySpan<object> values) => Of(HttpMethod.Put, template, values);

    public static RestRoute Patch(string template, params ReadOnlySpan<object> values) => Of(HttpMethod.Patch, template, values);

    public static RestRoute Delete(string template, params ReadOnlySpan<object> values) => Of(HttpMethod.Delete, template, values);

    public static RestRoute Of(HttpMethod method, string template, ReadOnlySpan<object> values)
    {
        var path = new StringBuilder(template.Length + (20 * values.Length));
        var major = "";
        var rest = template.AsSpan();
        foreach (var value in values)
        {
            var start = rest.IndexOf(Open);
            var end = rest.IndexOf('}');
            var text = Uri.EscapeDataString(Convert.ToString(value, CultureInfo.InvariantCulture)!);
            if (rest[start..(end + 1)] is "{channel}" or "{guild}" or "{webhook}" or "{interaction}" or "{token}")
                major = $"{major}/{text}";
            path.Append(rest[..start]).Append(text);
            rest = rest[(end + 1)..];
        }
        return new RestRoute(method, template, path.Append(rest).ToString(), major);
    }

    public override string ToString() => Key;
}
