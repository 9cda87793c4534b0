namespace HydraBot.DiscordEmulator.Rest.Validation;

internal static class UrlRules
{
    public static void Check(Payload part, string name, string text, string[] schemes)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || string.IsNullOrEmpty(url.Host))
        {
            if (url is { Scheme: "attachment" } && schemes.Contains("attachment"))
                return;
            part.Error(name, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
        }
        else if (!schemes.Contains(url.Scheme))
        {
            part.Error(name, "URL_TYPE_INVALID_SCHEME", $"Scheme \"{url.Scheme}\" must be one of ({string.Join(", ", schemes.Select(scheme => $"'{scheme}'"))}).");
        }
    }
}
