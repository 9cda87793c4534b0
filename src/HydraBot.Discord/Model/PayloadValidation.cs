using HydraBot.Discord.Interactions;

namespace HydraBot.Discord.Model;

/// <summary>Refuses what Discord would refuse, before it costs a request; Discord itself has the last word on all the rest.</summary>
internal static class PayloadValidation
{
    public static void Check(MessagePayload message)
    {
        var errors = new PayloadErrors();
        errors.Longest("content", message.Content, MessageLimits.Content);
        errors.Longest("nonce", message.Nonce, MessageLimits.Nonce);
        errors.AtMost("files", message.Files.Count, MessageLimits.Files, "files");
        EmbedValidation.Check(errors, message.Embeds ?? []);
        CheckComponents(errors, message);
        errors.Throw();
    }

    public static void Check(Modal modal)
    {
        var errors = new PayloadErrors();
        errors.Between("custom_id", modal.CustomId, 1, MessageLimits.CustomId);
        errors.Between("title", modal.Title, 1, MessageLimits.ModalTitle);
        if (modal.Components.Count is 0 or > MessageLimits.Rows)
            errors.Add("components", "BASE_TYPE_BAD_LENGTH", $"{modal.Components.Count} components, 1 to {MessageLimits.Rows} are allowed");
        ComponentValidation.Check(errors, "components", modal.Components);
        errors.Throw();
    }

    private static void CheckComponents(PayloadErrors errors, MessagePayload message)
    {
        var components = message.Components ?? [];
        if (message.Flags is { } flags && flags.HasFlag(MessageFlags.IsComponentsV2))
        {
            if (!string.IsNullOrEmpty(message.Content))
                errors.Add("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "not allowed beside components v2: use a TextDisplay");
            if (message.Embeds is { Count: > 0 })
                errors.Add("embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "not allowed beside components v2: use a Container");
            errors.AtMost("components", ComponentValidation.Count(components), MessageLimits.ComponentsV2, "components with the nested ones");
            errors.AtMost("components", ComponentValidation.TextLength(components), MessageLimits.ComponentsV2Text, "characters of text in all");
        }
        else
        {
            errors.AtMost("components", components.Count, MessageLimits.Rows, "rows");
        }
        ComponentValidation.Check(errors, "components", components);
    }
}
