// How people speak to models in texts for others, as RE2 finds it; capitals do not matter unless a pattern says so.

extension Instructions {
  static let wordings: [(sign: InstructionSign, texts: [String])] = [
    (
      .role,
      [
        #"<\|[a-z_]{2,20}\|>|\[/?inst\]|<</?sys>>|</?(system|assistant|user)>|<(start|end)_of_turn>"#,
        #"(^|\n)\W{0,4}(system|assistant|developer)( prompt| message)?\W{0,2}:"#,
        #"(^|\n)#{2,} ?(new |system )?(instructions?|prompt|response)\b"#,
      ]
    ),
    (
      .verdict,
      [#"["']?\b(verdict|confidence)["']?\s*[:=]\s*["']?(keep|skip|unsure|[0-9]{2,3}\b)"#]
    ),
    (
      .override,
      [
        #"\b(ignore|disregard|forget|override|bypass)\b.{0,30}\b(previous|prior|above|earlier|preceding|all|your|any)\b.{0,30}\b(instructions?|prompts?|rules|guidelines|directions|context|told)\b"#,
        #"\b(ignore|disregard|forget) (all |any |the |your |my )?(instructions?|prompts?|rules|guidelines|everything)\b.{0,20}\b(above|before|so far|given|you (were|have been|are) told)\b"#,
        #"\b(ignorier\w*|vergiss|missachte\w*)\b.{0,40}\b(anweisung|instruktion|vorgabe|regel)"#,
        #"\b(ignore[zr]?|oublie[zr]?)\b.{0,40}\b(instructions|consignes|règles)"#,
        #"\b(ignor[ae]|ignore[ns]?|olvid[ae]|esque[çc]a|dimentica)\b.{0,40}\b(instruc|instru[çc]|istruzioni|reglas|regras|regole)"#,
        #"(игнорируй|забудь|не обращай внимания).{0,40}(инструкци|указани|правил)"#,
        #"(忽略|无视|無視|忘记|忘記).{0,12}(指令|指示|提示|规则|規則|说明)|(指示|命令|プロンプト).{0,10}(無視|忘れ)"#,
      ]
    ),
    (
      .addressed,
      [
        #"\byou are (now |actually )?(an? )?(ai|llm|chatbot|assistant|language model|chatgpt|dan|judge|classifier|recommender)\b"#,
        #"\bas an? (ai|llm|language model|artificial intelligence|ai assistant)\b[^.]{0,20}(,|you\b)"#,
        #"\b(dear|hey|attention|note to|message to|instructions? (to|for)) (the )?(ai|llms?|language models?|chatgpt|gpt|claude|gemini|ai (assistants?|agents?|models?)|recommender|judge)\b"#,
        #"\b(if you are|to) (an? |any |all )?(ai|llms?|language models?|ai (assistants?|agents?|models?))\b.{0,20}(reading|processing|summari|evaluat|judg|rating)"#,
      ]
    ),
    (
      .directive,
      [
        #"\byour (answer|response|reply|output|verdict|judge?ment|rating|assessment) (must|should|has to|needs to|shall|will) (be|contain|include|start|say)\b"#,
        #"\b(in|to|into|from|of|with|as|modify|augment|enhance|edit|change|improve|extend|provide|format|encode|translate|render|write|give|make|insert) your (response|answer|reply|output|message)(\W|'s)"#,
        #"\b(respond|reply|answer|output) (only |just |simply |exactly )?with ["'“{]"#,
        #"\b(respond|reply|answer) (only|just|exactly|solely) (with|in|by)\b"#,
        #"\b(rate|score|mark|classify|label|judge|recommend|rank) (this|the) (item|article|post|text|story|content|page)\b.{0,30}\b(as|with|to|highest|keep|100|10|important|relevant)\b"#,
        #"\b(antworte|respond[ea]|répond[sez]+|rispondi|responda|ответь)\b.{0,20}\b(nur|solo|sólo|apenas|uniquement|seulement|soltanto|только)"#,
        #"(只|仅|必须).{0,4}(回答|回复|输出)"#,
      ]
    ),
    (
      .border,
      [
        #"(^|\n)\W{0,12}(end|begin|start) (of )?(the )?(item|data|document|article|input|context|user|untrusted|prompt|instructions?)\b.{0,12}($|\n)"#,
        #"(?-i)\b(BEGIN|END)( OF)?( THE)? (ITEM|DATA|DOCUMENT|INPUT|CONTEXT|PROMPT|INSTRUCTIONS)\b"#,
        #"\[/?[0-9a-f]{12,64}\]"#,
      ]
    ),
  ]
}
